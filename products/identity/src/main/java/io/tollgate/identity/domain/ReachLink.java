package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A link as it matters for who can reach what.
 *
 * @param linkId names it.
 * @param parentLinkId the link above; empty for a root link.
 * @param level below (or above) the agent that was asked about; 0 for the links that it holds.
 * @param agentId to whom.
 * @param name of that agent.
 * @param trust of that agent.
 * @param permissions that it grants.
 * @param scope the text; empty for everything.
 * @param expiresAt until when, exclusive.
 * @param isDead whether it was revoked, is out of date or was sealed by a retired key.
 * @param budget of that agent.
 */
public record ReachLink(
    long linkId,
    Optional<Long> parentLinkId,
    int level,
    AgentId agentId,
    String name,
    Trust trust,
    PermissionSet permissions,
    String scope,
    Instant expiresAt,
    boolean isDead,
    Optional<Budget> budget) {
  /** Whether nothing can pass through it: it is dead, or its agent is suspended or revoked. */
  public boolean isCut() {
    return isDead || trust == Trust.SUSPENDED || trust == Trust.REVOKED;
  }
}
