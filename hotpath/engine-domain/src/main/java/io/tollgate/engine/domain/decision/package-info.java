/** Whether a request is granted, and why not. */
package io.tollgate.engine.domain.decision;
