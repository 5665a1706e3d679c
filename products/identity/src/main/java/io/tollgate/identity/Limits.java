package io.tollgate.identity;

import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.Quota;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import java.util.List;

/** How much an agent may use and spend. */
public interface Limits {
  /** The agent's quotas by resource type; a type that is not there is not limited. */
  Positioned<List<Quota>> quotas(AgentId agentId, long atLeastPosition);

  /** Sets the quota of one resource type. */
  Positioned<Quota> setQuota(AgentId agentId, Quota quota, long expectedVersion, Actor actor);

  /**
   * The agent's budget. What was spent of it is in {@link Agents#state}.
   *
   * @throws io.tollgate.support.error.NotFoundException where it has none.
   */
  Positioned<Budget> budget(AgentId agentId, long atLeastPosition);

  /** Sets the budget. Its currency cannot change once money was spent or reserved. */
  Positioned<Budget> setBudget(AgentId agentId, Budget budget, long expectedVersion, Actor actor);

  /**
   * Takes the budget away; refused while reservations are open. Answers with the agent.
   *
   * @throws io.tollgate.support.error.NotFoundException where it has none.
   */
  Positioned<AgentId> removeBudget(AgentId agentId, long expectedVersion, Actor actor);
}
