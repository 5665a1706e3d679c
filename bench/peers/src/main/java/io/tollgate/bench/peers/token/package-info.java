/** Peers that verify a credential: chained MACs, macaroons, biscuits. */
package io.tollgate.bench.peers.token;
