package io.tollgate.bench.rig;

import java.util.concurrent.TimeUnit;

/**
 * When each request of an open loop is meant to be sent, whatever became of those before it: what
 * is measured from these moments counts the time that a request had to wait for its turn.
 *
 * @param startNs of the first one, {@link System#nanoTime()}.
 * @param ratePerSecond 1 to {@value #MAX_RATE}.
 * @param seconds 1 to {@value #MAX_SECONDS}.
 */
record SendSchedule(long startNs, int ratePerSecond, int seconds) {
  /** Requests a second at the most. */
  static final int MAX_RATE = 10_000_000;

  /** Seconds at the most. */
  static final int MAX_SECONDS = 600;

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  SendSchedule {
    if (ratePerSecond < 1 || ratePerSecond > MAX_RATE) {
      throw new IllegalArgumentException("a rate of " + ratePerSecond + " a second");
    }
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("a run of " + seconds + " s");
    }
  }

  /** Requests in all. */
  long total() {
    return (long) ratePerSecond * seconds;
  }

  /**
   * When a request is meant to be sent.
   *
   * @param request 0 to {@link #total()} - 1.
   */
  long intendedNs(final long request) {
    return startNs + request * SECOND_NS / ratePerSecond;
  }

  /** When the last second is over. */
  long endNs() {
    return startNs + seconds * SECOND_NS;
  }
}
