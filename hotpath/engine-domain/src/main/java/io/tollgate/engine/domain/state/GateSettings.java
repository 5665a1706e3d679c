package io.tollgate.engine.domain.state;

import java.util.concurrent.TimeUnit;

/**
 * The bounds of the rules. All replicas and replays of a journal use the same.
 *
 * @param chainCacheNs how long a verified chain may be believed, at most 5 minutes.
 * @param minReservationNs shortest life of a reservation.
 * @param maxReservationNs longest life of a reservation.
 * @param eventKeepNs how long a decided id is remembered.
 * @param maxLinkLifetimeSeconds longest life of a link.
 */
public record GateSettings(
    long chainCacheNs,
    long minReservationNs,
    long maxReservationNs,
    long eventKeepNs,
    long maxLinkLifetimeSeconds) {
  private static final long MAX_CHAIN_CACHE_NS = TimeUnit.MINUTES.toNanos(5);

  /** Refuses what is out of range. */
  public GateSettings {
    if (chainCacheNs < 0 || chainCacheNs > MAX_CHAIN_CACHE_NS) {
      throw new IllegalArgumentException("chainCacheNs is 0 to 5 minutes, not " + chainCacheNs);
    }
    if (minReservationNs < 1 || maxReservationNs < minReservationNs) {
      throw new IllegalArgumentException(
          "reservations of " + minReservationNs + " ns to " + maxReservationNs + " ns");
    }
    if (eventKeepNs < 1) {
      throw new IllegalArgumentException("eventKeepNs is " + eventKeepNs);
    }
    if (maxLinkLifetimeSeconds < 1) {
      throw new IllegalArgumentException("maxLinkLifetimeSeconds is " + maxLinkLifetimeSeconds);
    }
  }

  /** What holds unless configured otherwise. */
  public static GateSettings standard() {
    return new GateSettings(
        MAX_CHAIN_CACHE_NS,
        TimeUnit.MILLISECONDS.toNanos(1),
        TimeUnit.MINUTES.toNanos(15),
        TimeUnit.SECONDS.toNanos(60),
        TimeUnit.DAYS.toSeconds(366));
  }
}
