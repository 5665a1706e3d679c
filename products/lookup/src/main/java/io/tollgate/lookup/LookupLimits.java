package io.tollgate.lookup;

import java.time.Duration;

/**
 * The bounds of a cache.
 *
 * @param maxBytes of all entries together, roughly.
 * @param maxAge after which an entry is read anew, changed or not.
 * @param maxAbsentAge the same where what was read is that there is nothing.
 * @param maxStale how long entries may be answered while where they are kept does not answer.
 * @param maxSilence how old the last word about changes may be.
 */
public record LookupLimits(
    long maxBytes, Duration maxAge, Duration maxAbsentAge, Duration maxStale, Duration maxSilence) {
  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final Duration MAX_ABSENT_AGE = Duration.ofSeconds(10);
  private static final Duration MAX_STALE = Duration.ofMinutes(10);
  private static final Duration MAX_SILENCE = Duration.ofSeconds(1);

  /** The usual ones: an hour, ten seconds, ten minutes, one second. */
  public static LookupLimits ofBytes(final long maxBytes) {
    return new LookupLimits(maxBytes, MAX_AGE, MAX_ABSENT_AGE, MAX_STALE, MAX_SILENCE);
  }
}
