package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.util.Map;

/**
 * What can still be spent of budgets until they start anew: the limit less what was spent. What is
 * held by open reservations counts as left, because it can be spent yet. So, while no limit is
 * raised, it only gets less, and a sum of what was read at several moments is never too low.
 *
 * @param nano nano-units of the budget's currency, 0 or more, of the agents that were asked about.
 * @param isKnown false where the engine could not be asked about all; their whole limits count.
 */
public record LeftBudgets(Map<AgentId, Long> nano, boolean isKnown) {
  /** Keeps a copy. */
  public LeftBudgets {
    nano = Map.copyOf(nano);
  }

  /** What is left of a budget. */
  public static long of(final LiveBudget live) {
    return Math.max(0, live.budget().limitNano() - live.spentNano());
  }

  /** What is left of the budget of a link's agent, which has one. */
  long of(final AgentId agentId, final Budget budget) {
    return Math.min(budget.limitNano(), nano.getOrDefault(agentId, budget.limitNano()));
  }
}
