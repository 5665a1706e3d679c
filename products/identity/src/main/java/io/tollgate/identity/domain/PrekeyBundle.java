package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.util.Optional;

/**
 * What it takes to write to an agent that is away. Everything is public and signed.
 *
 * @param agentId to whom.
 * @param signingKey the agent's current Ed25519 key, in hex; whoever does not trust the gate
 *     verifies it by the agent's {@link KeySuccession}.
 * @param keySequence the number of that key.
 * @param identityKey the agent's long-term X25519 key.
 * @param signedPrekey the newest one that is not out of date.
 * @param oneTimePrekey given to nobody else, before or after; empty where none was left, and the
 *     signed prekey alone must do.
 */
public record PrekeyBundle(
    AgentId agentId,
    String signingKey,
    int keySequence,
    IdentityDhKey identityKey,
    Prekey signedPrekey,
    Optional<Prekey> oneTimePrekey) {

  /** Whether the signing key signed everything. Whose that key is, is not known here. */
  public boolean isSigned() {
    return identityKey.isSignedBy(agentId, signingKey)
        && signedPrekey.isSignedBy(agentId, signingKey, identityKey)
        && oneTimePrekey
            .map(prekey -> prekey.isSignedBy(agentId, signingKey, identityKey))
            .orElse(true);
  }
}
