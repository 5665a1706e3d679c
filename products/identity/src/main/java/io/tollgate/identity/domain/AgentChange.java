package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.support.error.InvalidRequestException;
import java.util.Optional;

/**
 * What is to change about an agent; at least one of the two.
 *
 * @param trust not REVOKED, which has its own call.
 * @param tier the quotas stay as they are.
 * @param isForced also where nobody could command the gate any more then.
 */
public record AgentChange(Optional<Trust> trust, Optional<Tier> tier, boolean isForced) {
  /** A change that is not forced. */
  public AgentChange(final Optional<Trust> trust, final Optional<Tier> tier) {
    this(trust, tier, false);
  }

  /** Checks that something changes. */
  public AgentChange {
    if (trust.isEmpty() && tier.isEmpty()) {
      throw new InvalidRequestException("trust", "or tier must be given");
    }
    if (trust.isPresent() && trust.get() == Trust.REVOKED) {
      throw new InvalidRequestException("trust", "cannot be set to REVOKED; revoke the agent");
    }
  }
}
