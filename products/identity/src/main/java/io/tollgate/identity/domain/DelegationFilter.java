package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.util.Optional;

/**
 * Which links are wanted; what is empty matches all.
 *
 * @param tenantId within which.
 * @param agentId to whom.
 * @param delegatorId by whom.
 * @param parentLinkId directly below which link.
 */
public record DelegationFilter(
    Optional<Integer> tenantId,
    Optional<AgentId> agentId,
    Optional<AgentId> delegatorId,
    Optional<Long> parentLinkId) {
  /** Every link. */
  public static DelegationFilter all() {
    return new DelegationFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
