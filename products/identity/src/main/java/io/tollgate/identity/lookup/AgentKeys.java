package io.tollgate.identity.lookup;

import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentKey;
import java.util.List;

/**
 * An agent's keys, and whose they are.
 *
 * @param keys first to last.
 */
public record AgentKeys(Agent agent, List<AgentKey> keys) {
  /** Keeps a copy. */
  public AgentKeys {
    keys = List.copyOf(keys);
  }
}
