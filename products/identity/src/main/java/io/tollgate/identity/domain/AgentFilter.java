package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Trust;
import java.util.Optional;

/**
 * Which agents are wanted; what is empty matches all.
 *
 * @param tenantId whose.
 * @param trust how far trusted.
 * @param name the exact name.
 */
public record AgentFilter(
    Optional<Integer> tenantId, Optional<Trust> trust, Optional<String> name) {
  /** Every agent. */
  public static AgentFilter all() {
    return new AgentFilter(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
