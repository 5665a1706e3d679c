package io.tollgate.identity.service;

import io.tollgate.identity.domain.LeftBudgets;
import io.tollgate.identity.domain.LiveBudget;
import io.tollgate.identity.domain.ReachLink;
import io.tollgate.identity.domain.Reachable;
import io.tollgate.support.AgentId;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.UnavailableException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the engine what is left of budgets now. */
final class BudgetsNow {
  /** The most agents that the engine is asked about for one answer. */
  static final int MAX_ASKED = 1_000;

  private final GateCommands gate;

  BudgetsNow(final GateCommands gate) {
    this.gate = gate;
  }

  /**
   * What is left of the budgets of all chains. As soon as the engine does not answer it is not
   * asked any more: what is not known counts whole.
   */
  LeftBudgets left(final Reachable reachable) {
    final Map<AgentId, ReachLink> budgeted = new LinkedHashMap<>();
    reachable
        .liveChains()
        .values()
        .forEach(
            chain ->
                chain.stream()
                    .filter(link -> link.budget().isPresent())
                    .forEach(link -> budgeted.putIfAbsent(link.agentId(), link)));
    final Map<AgentId, Long> left = new HashMap<>();
    boolean isKnown = true;
    int asked = 0;
    for (final ReachLink link : budgeted.values()) {
      if (asked == MAX_ASKED) {
        return new LeftBudgets(left, false);
      }
      asked++;
      try {
        final Optional<Long> found = left(link);
        found.ifPresent(nano -> left.put(link.agentId(), nano));
        isKnown &= found.isPresent();
      } catch (final UnavailableException engineIsAway) {
        return new LeftBudgets(left, false);
      } catch (final NotFoundException | GateRefusedException notTold) {
        isKnown = false;
      }
    }
    return new LeftBudgets(left, isKnown);
  }

  /** Empty where the budget is another one by now. */
  private Optional<Long> left(final ReachLink link) {
    final Optional<LiveBudget> live =
        LiveAgents.of(link.agentId(), gate.agent(link.agentId())).budget();
    return live.filter(now -> now.budget().equals(link.budget().orElseThrow()))
        .map(LeftBudgets::of);
  }
}
