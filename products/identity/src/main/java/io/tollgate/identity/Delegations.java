package io.tollgate.identity;

import io.tollgate.identity.domain.Delegation;
import io.tollgate.identity.domain.DelegationEvidence;
import io.tollgate.identity.domain.DelegationFilter;
import io.tollgate.identity.domain.MintedChain;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;

/** Links: who delegated what to whom. */
public interface Delegations {
  /**
   * Seals a link: a root link by the operator's word, or a child of a chain that the caller holds,
   * by the signature of the agent at that chain's end. The chain in the answer is a bearer secret;
   * it is not kept and must not be stored by whoever passes it on.
   *
   * @throws io.tollgate.support.error.GateRefusedException where the parent chain does not verify
   *     or the link would widen it; with the reason that the engine would give, and the position of
   *     the record of the refusal.
   * @throws io.tollgate.support.error.RefusedException where the delegator's signature is missing,
   *     wrong or used.
   */
  Positioned<MintedChain> mint(NewDelegation delegation, Actor actor);

  /** The links that match, newest first. */
  Positioned<Page<Delegation>> list(
      DelegationFilter filter, PageRequest page, long atLeastPosition);

  /** One link. */
  Positioned<Delegation> get(long linkId, long atLeastPosition);

  /** Who answers for a link: the delegator's signed request, which anyone can verify. */
  Positioned<DelegationEvidence> evidence(long linkId, long atLeastPosition);

  /** Revokes a link, which kills every chain that it is part of. */
  Positioned<Delegation> revoke(long linkId, Actor actor);
}
