/** The clients that are connected: who they are, in which order they are polled, when they go. */
package io.tollgate.engine.infra.session;
