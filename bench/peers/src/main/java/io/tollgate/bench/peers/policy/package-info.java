/** Peers that evaluate a policy over facts which somebody else has verified. */
package io.tollgate.bench.peers.policy;
