package io.tollgate.identity;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How identity works.
 *
 * @param readTimeout how long a reader waits for the position it asked for.
 * @param maxLinkLifetime how far away a link's expiry may be.
 * @param clock for challenges and expiries.
 */
public record IdentitySettings(
    Duration readTimeout, Duration maxLinkLifetime, InstantSource clock) {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MAX_LINK_LIFETIME = Duration.ofDays(366);

  /** The usual ones. */
  public static IdentitySettings defaults() {
    return new IdentitySettings(READ_TIMEOUT, MAX_LINK_LIFETIME, InstantSource.system());
  }
}
