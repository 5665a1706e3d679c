/** Peers that answer the other half: whether there is quota. */
package io.tollgate.bench.peers.quota;
