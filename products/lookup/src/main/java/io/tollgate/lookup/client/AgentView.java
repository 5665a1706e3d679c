package io.tollgate.lookup.client;

import java.util.Map;
import java.util.Optional;

/**
 * An agent as the gate tells it.
 *
 * @param agentId 64 hex digits.
 * @param agentIndex its number in the journal.
 * @param publicKey its first Ed25519 key, in hex.
 * @param currentKey the key that speaks for it now, in hex.
 * @param keySequence number of the last rotation; 0 where there was none.
 * @param tenantId whose.
 * @param name given at registration.
 * @param trust untrusted, trusted, suspended or revoked.
 * @param tier basic, standard or premium.
 * @param version for If-Match.
 * @param owner human:NAME or team:NAME.
 * @param metadata what people say about it.
 */
public record AgentView(
    String agentId,
    long agentIndex,
    String publicKey,
    String currentKey,
    int keySequence,
    int tenantId,
    String name,
    String trust,
    String tier,
    long version,
    Optional<String> owner,
    Map<String, String> metadata) {
  /** Keeps a copy. */
  public AgentView {
    metadata = Map.copyOf(metadata);
  }
}
