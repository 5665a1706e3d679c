package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the engine knows of an agent now.
 *
 * @param agentId whose.
 * @param tenantId whose agent it is.
 * @param trust how far it is trusted.
 * @param tier what it was signed up for.
 * @param version journal position of the last command that changed it.
 * @param allowedCount decisions ever.
 * @param deniedCount decisions ever.
 * @param lastActive of its last decision.
 * @param budget what it spent and holds; empty without a budget.
 * @param allowances what it used, by resource type.
 */
public record LiveAgent(
    AgentId agentId,
    int tenantId,
    Trust trust,
    Tier tier,
    long version,
    long allowedCount,
    long deniedCount,
    Optional<Instant> lastActive,
    Optional<LiveBudget> budget,
    List<LiveAllowance> allowances) {
  /** Keeps a copy of the allowances. */
  public LiveAgent {
    allowances = List.copyOf(allowances);
  }
}
