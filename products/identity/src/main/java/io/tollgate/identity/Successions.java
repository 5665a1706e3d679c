package io.tollgate.identity;

import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import java.util.List;

/** The keys that speak for an agent, one after the other. Its id is that of the first. */
public interface Successions {
  /**
   * Has the current key followed by a new one. The same rotation again changes nothing and is
   * answered as before.
   *
   * @throws io.tollgate.support.error.RefusedException with the name of the {@link
   *     io.tollgate.identity.domain.Refusal}; nothing was changed.
   */
  Positioned<AgentKey> rotate(KeyRotation rotation, Actor actor);

  /** All keys of an agent, first to last, with the signatures that made each the next one. */
  Positioned<List<AgentKey>> keys(AgentId agentId, long atLeastPosition);
}
