/** The gate itself, as the same interface. */
package io.tollgate.bench.peers.gate;
