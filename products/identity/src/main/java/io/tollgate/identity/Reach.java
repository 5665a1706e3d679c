package io.tollgate.identity;

import io.tollgate.identity.domain.AgentTree;
import io.tollgate.identity.domain.Exposure;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;

/** Who can reach what through whom. Worked out from the tables; bounded. */
public interface Reach {
  /** The links that an agent holds, and all below them, but for those that are dead. */
  Positioned<AgentTree> tree(AgentId agentId, long atLeastPosition);

  /**
   * The worst that can come of an agent and everyone below it: permissions, money, and what is left
   * of it by the engine's word. Where the engine does not answer, limits count whole.
   */
  Positioned<Exposure> exposure(AgentId agentId, long atLeastPosition);
}
