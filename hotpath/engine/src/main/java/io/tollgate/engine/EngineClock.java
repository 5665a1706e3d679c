package io.tollgate.engine;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Epoch time in nanoseconds that never goes back: it runs with the monotonic clock and is set right
 * by the wall clock once a second. Where the wall clock was put forward it follows at once; where
 * that was put back it runs at half speed until the two agree again.
 *
 * <p>Used by one thread; allocates nothing.
 */
public final class EngineClock implements EpochNanoClock {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long CHECK_INTERVAL_NS = 1_000_000_000;
  private static final long TOLERANCE_NS = 2 * NANOS_PER_MILLI;

  private final NanoClock monotonic;
  private final EpochClock wall;
  private long lastMonotonicNs;
  private long checkedNs;
  private long nowNs;
  private boolean ahead;

  /**
   * A clock that starts at the wall clock's time, or at a later one.
   *
   * @param monotonic gives the steps.
   * @param wall gives the truth, in milliseconds.
   * @param notBeforeNs the first time it may show, epoch ns: the journal's newest.
   */
  public EngineClock(final NanoClock monotonic, final EpochClock wall, final long notBeforeNs) {
    this.monotonic = monotonic;
    this.wall = wall;
    this.lastMonotonicNs = monotonic.nanoTime();
    this.checkedNs = lastMonotonicNs;
    this.nowNs = Math.max(wall.time() * NANOS_PER_MILLI, notBeforeNs);
    this.ahead = notBeforeNs >= nowNs;
  }

  @Override
  public long nanoTime() {
    final long monotonicNs = monotonic.nanoTime();
    final long stepNs = monotonicNs - lastMonotonicNs;
    lastMonotonicNs = monotonicNs;
    nowNs += ahead ? stepNs / 2 : stepNs;
    if (monotonicNs - checkedNs >= CHECK_INTERVAL_NS) {
      checkedNs = monotonicNs;
      setRight(wall.time() * NANOS_PER_MILLI);
    }
    return nowNs;
  }

  /** The monotonic clock as it was read last, for the length of things; reads nothing. */
  public long monotonicNs() {
    return lastMonotonicNs;
  }

  private void setRight(final long wallNs) {
    final long errorNs = nowNs - wallNs;
    ahead = errorNs > TOLERANCE_NS;
    if (errorNs < -TOLERANCE_NS) {
      nowNs = wallNs;
    }
  }
}
