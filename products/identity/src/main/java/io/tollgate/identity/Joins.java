package io.tollgate.identity;

import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.JoinRequest;
import io.tollgate.identity.domain.JoinToken;
import io.tollgate.identity.domain.MadeJoinToken;
import io.tollgate.identity.domain.NewJoinToken;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;

/** One-time tokens by which whoever holds one, and a key, becomes an agent. */
public interface Joins {
  /** Makes a token. What its holder gets is in this answer and nowhere else. */
  Positioned<MadeJoinToken> make(NewJoinToken wanted, Actor actor);

  /** All tokens, newest first, without what their holders have. */
  Positioned<Page<JoinToken>> list(PageRequest page, long atLeastPosition);

  /**
   * Makes the holder of a token and of a key an untrusted agent of the token's tenant, owner and
   * tier, and uses the token up. In the token's name: whoever calls needs no other right. The first
   * key and name that try to register have the token for good; only the very same request may be
   * repeated, until it is answered.
   *
   * @throws io.tollgate.support.error.RefusedException JOIN_TOKEN_INVALID, JOIN_TOKEN_EXPIRED,
   *     JOIN_TOKEN_USED, PROOF_INVALID or KEY_IN_USE; no agent was changed.
   */
  Positioned<Agent> join(JoinRequest request);
}
