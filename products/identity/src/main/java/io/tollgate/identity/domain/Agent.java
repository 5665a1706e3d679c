package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent as the journal tells it.
 *
 * @param agentId SHA-256 of its inception public key.
 * @param publicKey the inception key: Ed25519, 32 bytes in hex.
 * @param currentKey the key that speaks for it now, in hex.
 * @param keySequence number of the last rotation; 0 where there was none.
 * @param agentIndex its number in the journal's records.
 * @param tenantId whose.
 * @param name given at registration.
 * @param trust how far it is trusted; REVOKED is final.
 * @param tier what it was signed up for.
 * @param createdAt the engine's time.
 * @param createdBy on whose behalf it was registered.
 * @param version journal position of the last command that changed it or its limits.
 * @param profile what people say about it.
 * @param lastActive the minute of its last decision; empty where there was none.
 */
public record Agent(
    AgentId agentId,
    String publicKey,
    String currentKey,
    int keySequence,
    long agentIndex,
    int tenantId,
    String name,
    Trust trust,
    Tier tier,
    Instant createdAt,
    String createdBy,
    long version,
    Profile profile,
    Optional<Instant> lastActive) {

  /** The same, active at a time, if that is later than what is known. */
  public Agent activeAt(final Instant time) {
    if (lastActive.isPresent() && !lastActive.get().isBefore(time)) {
      return this;
    }
    return new Agent(
        agentId,
        publicKey,
        currentKey,
        keySequence,
        agentIndex,
        tenantId,
        name,
        trust,
        tier,
        createdAt,
        createdBy,
        version,
        profile,
        Optional.of(time));
  }
}
