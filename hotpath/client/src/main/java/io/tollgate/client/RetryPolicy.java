package io.tollgate.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a call waits, and whether it is repeated. Only requests that {@link
 * GateRequest#isRepeatable()} are ever repeated, and only for so long that the gate surely still
 * knows an id that it decided at the first attempt (60 s unless configured; a gate that remembers
 * them for less needs shorter policies).
 *
 * @param attemptTimeoutNs how long one attempt waits for its answer; 1 ms to 50 s.
 * @param withinNs how long all attempts together may take; from one attempt's time to 50 s. Where
 *     it is no longer than one attempt's, nothing is repeated.
 */
public record RetryPolicy(long attemptTimeoutNs, long withinNs) {
  private static final long MIN_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MAX_WITHIN_NS = TimeUnit.SECONDS.toNanos(50);

  /** Refuses times out of range. */
  public RetryPolicy {
    if (attemptTimeoutNs < MIN_TIMEOUT_NS || attemptTimeoutNs > MAX_WITHIN_NS) {
      throw new IllegalArgumentException("an attempt of " + attemptTimeoutNs + " ns");
    }
    if (withinNs < attemptTimeoutNs || withinNs > MAX_WITHIN_NS) {
      throw new IllegalArgumentException(
          "attempts of " + attemptTimeoutNs + " ns within " + withinNs + " ns");
    }
  }

  /** One attempt, at once: where there is no gate the answer is UNAVAILABLE without waiting. */
  public static RetryPolicy once(final Duration timeout) {
    return new RetryPolicy(timeout.toNanos(), timeout.toNanos());
  }

  /**
   * As many attempts as fit into a time: for as long it also waits for a gate to come (back) up.
   *
   * @param attemptTimeout how long one attempt waits for its answer.
   * @param within how long all of it may take.
   */
  public static RetryPolicy repeat(final Duration attemptTimeout, final Duration within) {
    return new RetryPolicy(attemptTimeout.toNanos(), within.toNanos());
  }

  /** Whether there may be a second attempt. */
  public boolean repeats() {
    return withinNs > attemptTimeoutNs;
  }
}
