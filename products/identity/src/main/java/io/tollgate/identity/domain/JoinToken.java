package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A join token as everyone may see it: without what its holder has.
 *
 * @param tokenId names it, 32 hex digits.
 * @param tenantId whose agent the holder becomes.
 * @param owner who answers for that agent.
 * @param tier what it is signed up for.
 * @param expiresAt until when it is good, exclusive.
 * @param createdAt the engine's time.
 * @param createdBy on whose behalf.
 * @param position of the record that made it.
 * @param agentId who joined by it; empty while nobody did.
 * @param usedAt when.
 */
public record JoinToken(
    String tokenId,
    int tenantId,
    Owner owner,
    Tier tier,
    Instant expiresAt,
    Instant createdAt,
    String createdBy,
    long position,
    Optional<AgentId> agentId,
    Optional<Instant> usedAt) {}
