/**
 * The Aeron client of the gate, and the in-process check that needs no engine.
 *
 * <p>{@link io.tollgate.client.TollgateClient} is for almost everyone, {@link
 * io.tollgate.client.GateSession} for whoever counts nanoseconds, {@link
 * io.tollgate.client.ChainVerifier} for where there is no gate.
 */
package io.tollgate.client;
