/** Requests to calls on the domain and verdicts to answers: the only place that knows the wire. */
package io.tollgate.engine.infra.message;
