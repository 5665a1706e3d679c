package io.tollgate.engine;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Epoch time in nanoseconds that never goes back: it runs with the monotonic clock and is set right
 * by the wall clock once a second. Where the wall clock was put forward it follows at once; where
 * that was put back it runs at half speed until the two agree again. So a wall clock that is wrong
 * for a while may end windows, reservations and links too early, never too late, and no window
 * twice. Steps are counted; lengths of time (stalls, time-outs) go by {@link #monotonicNs()}.
 *
 * <p>Used by one thread; allocates nothing.
 */
public final class EngineClock implements EpochNanoClock {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long CHECK_INTERVAL_NS = 1_000_000_000;
  private static final long TOLERANCE_NS = 2 * NANOS_PER_MILLI;

  /** More than an adjustment that makes a clock run slower or faster does in a second. */
  private static final long STEP_NS = 50 * NANOS_PER_MILLI;

  private final NanoClock monotonic;
  private final EpochClock wall;
  private long lastMonotonicNs;
  private long checkedNs;
  private long nowNs;
  private long wallNs;
  private long stepsForward;
  private long stepsBack;
  private boolean ahead;
  private boolean wasChecked;

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
    this.wallNs = wall.time() * NANOS_PER_MILLI;
    this.nowNs = Math.max(wallNs, notBeforeNs);
    this.ahead = notBeforeNs >= nowNs;
  }

  @Override
  public long nanoTime() {
    final long monotonicNs = monotonic.nanoTime();
    final long stepNs = monotonicNs - lastMonotonicNs;
    lastMonotonicNs = monotonicNs;
    nowNs += ahead ? stepNs / 2 : stepNs;
    wasChecked = monotonicNs - checkedNs >= CHECK_INTERVAL_NS;
    if (wasChecked) {
      check(monotonicNs, wall.time() * NANOS_PER_MILLI);
    }
    return nowNs;
  }

  private void check(final long monotonicNs, final long newWallNs) {
    final long stepNs = newWallNs - wallNs - (monotonicNs - checkedNs);
    if (stepNs > STEP_NS) {
      stepsForward++;
    } else if (stepNs < -STEP_NS) {
      stepsBack++;
    }
    checkedNs = monotonicNs;
    wallNs = newWallNs;
    setRight();
  }

  /** The monotonic clock as it was read last, for the length of things; reads nothing. */
  public long monotonicNs() {
    return lastMonotonicNs;
  }

  /** Whether the last reading looked at the wall clock too. */
  boolean wasChecked() {
    return wasChecked;
  }

  /** How often the wall clock was found put forward. */
  long stepsForward() {
    return stepsForward;
  }

  /** How often the wall clock was found put back. */
  long stepsBack() {
    return stepsBack;
  }

  /** How far this clock was before the wall clock when it looked last, ns. */
  long aheadNs() {
    return Math.max(0, nowNs - wallNs);
  }

  private void setRight() {
    final long errorNs = nowNs - wallNs;
    ahead = errorNs > TOLERANCE_NS;
    if (errorNs < -TOLERANCE_NS) {
      nowNs = wallNs;
    }
  }
}
