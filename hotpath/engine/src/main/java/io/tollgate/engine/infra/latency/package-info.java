/** How long the engine's duty cycles take, per operation, told once an interval. */
package io.tollgate.engine.infra.latency;
