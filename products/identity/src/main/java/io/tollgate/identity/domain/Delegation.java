package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A link that was sealed.
 *
 * @param linkId names it.
 * @param parentLinkId the link above; empty for a root link.
 * @param depth root = 0.
 * @param keyId the key that sealed it.
 * @param tenantId within which.
 * @param agentId to whom.
 * @param delegatorId by whom; empty for a root link, which the operator gives.
 * @param permissions names; "#" and the bit where one was never defined.
 * @param scope the text as it was given; empty for everything.
 * @param scopeHash as the engine compares it; 0 for everything.
 * @param delegationsLeft how many links may follow below.
 * @param notBefore from when on.
 * @param expiresAt until when, exclusive.
 * @param revokedAt since when it is dead.
 * @param mintedAt the engine's time.
 * @param mintedBy on whose behalf.
 * @param position of the record that holds it.
 */
public record Delegation(
    long linkId,
    Optional<Long> parentLinkId,
    int depth,
    int keyId,
    int tenantId,
    AgentId agentId,
    Optional<AgentId> delegatorId,
    Set<String> permissions,
    String scope,
    long scopeHash,
    int delegationsLeft,
    Instant notBefore,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Instant mintedAt,
    String mintedBy,
    long position) {}
