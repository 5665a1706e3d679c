package io.tollgate.audit;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which decisions are wanted; what is empty matches all.
 *
 * @param agent whose: the chain's last agent, or for a refused command the one that commanded.
 * @param from the earliest time, inclusive.
 * @param to the latest time, exclusive.
 * @param allowed true for ALLOW, false for DENY.
 * @param reason why.
 */
public record DecisionFilter(
    Optional<AgentId> agent,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Boolean> allowed,
    Optional<Reason> reason) {

  /**
   * Checks the times.
   *
   * @throws InvalidRequestException where the range ends before it begins.
   */
  public DecisionFilter {
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new InvalidRequestException("to", "is before from");
    }
  }

  /** Every decision. */
  public static DecisionFilter all() {
    return new DecisionFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
