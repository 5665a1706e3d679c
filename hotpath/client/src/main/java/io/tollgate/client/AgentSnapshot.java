package io.tollgate.client;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import java.util.List;
import java.util.Optional;

/**
 * An agent's state in the engine at one journal position.
 *
 * @param reason other than OK, nothing else means anything.
 * @param position state as of this record.
 * @param version position of the last command on the agent.
 * @param agentId 64 hex digits.
 * @param agentIndex its number in the journal's records.
 * @param tenantId its tenant, unsigned.
 * @param trust how far it is trusted.
 * @param tier what it was signed up for.
 * @param allowedCount decisions that allowed.
 * @param deniedCount decisions that denied.
 * @param lastActiveNs time of its last decision, nanoseconds since the epoch; 0 never.
 * @param budget where it has one.
 * @param allowances a resource each, those that are limited or were ever used.
 */
public record AgentSnapshot(
    Reason reason,
    long position,
    long version,
    String agentId,
    int agentIndex,
    int tenantId,
    Trust trust,
    Tier tier,
    long allowedCount,
    long deniedCount,
    long lastActiveNs,
    Optional<Budget> budget,
    List<Allowance> allowances)
    implements GateReply {
  /** Copies the allowances. */
  public AgentSnapshot {
    allowances = List.copyOf(allowances);
  }

  /** No snapshot. */
  static AgentSnapshot refused(final Reason reason) {
    return new AgentSnapshot(
        reason, 0, 0, "", 0, 0, Trust.UNTRUSTED, Tier.BASIC, 0, 0, 0, Optional.empty(), List.of());
  }

  /** The allowance of a resource, where there is one. */
  public Optional<Allowance> allowance(final ResourceType resource) {
    return allowances.stream().filter(allowance -> allowance.resource() == resource).findFirst();
  }

  /**
   * What an agent may spend and has spent in the present period.
   *
   * @param limitNano nano-units of the currency.
   * @param spentNano settled.
   * @param reservedNano held by open reservations.
   * @param currency ISO 4217 numeric code.
   * @param period when it starts anew.
   */
  public record Budget(
      long limitNano, long spentNano, long reservedNano, int currency, BudgetPeriod period) {}

  /**
   * What an agent may use of a resource and has used.
   *
   * @param resource what is counted.
   * @param hourLimit units; -1 no limit.
   * @param dayLimit units; -1 no limit.
   * @param monthLimit units; -1 no limit.
   * @param concurrentLimit units held at once; -1 no limit.
   * @param hourUsed in the present hour, open reservations included.
   * @param dayUsed in the present day, open reservations included.
   * @param monthUsed in the present month, open reservations included.
   * @param held by open reservations.
   * @param totalUsed consumed and committed since registration.
   */
  public record Allowance(
      ResourceType resource,
      long hourLimit,
      long dayLimit,
      long monthLimit,
      long concurrentLimit,
      long hourUsed,
      long dayUsed,
      long monthUsed,
      long held,
      long totalUsed) {}
}
