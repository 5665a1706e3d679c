package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Instant;

/**
 * A join token to be made.
 *
 * @param tenantId whose agent the holder becomes; not the system tenant.
 * @param owner who answers for that agent.
 * @param tier what it is signed up for.
 * @param expiresAt until when it is good, exclusive; whole seconds, at most 30 days away.
 */
public record NewJoinToken(int tenantId, Owner owner, Tier tier, Instant expiresAt) {
  /** Checks what can be checked without asking anyone. */
  public NewJoinToken {
    if (tenantId < 1) {
      throw new InvalidRequestException("tenant", "must be a tenant's number, 1 or more");
    }
  }
}
