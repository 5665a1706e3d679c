package io.tollgate.latency;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A histogram of nanoseconds for each {@link Timed}: 1 ns to {@link #MAX_NS}, within 1 %, about 30
 * KiB each. Two digits, because the fewer buckets there are, the fewer cache lines recording takes.
 *
 * <p>One thread at a time; recording allocates nothing.
 */
public final class TimedHistograms {
  /** What takes longer is recorded as this. */
  public static final long MAX_NS = TimeUnit.MINUTES.toNanos(1);

  private static final int DIGITS = 2;

  private final Histogram[] histograms = new Histogram[Timed.values().length];

  /** All of them empty. */
  public TimedHistograms() {
    for (final Timed timed : Timed.values()) {
      histograms[timed.index()] = new Histogram(1, MAX_NS, DIGITS);
    }
  }

  /** The histogram of one. */
  public Histogram of(final Timed timed) {
    return histograms[timed.index()];
  }

  /**
   * Records a time for a number of requests.
   *
   * @param index of what was timed.
   * @param timeNs what is below 0 counts as 0.
   * @param count of requests that took it.
   */
  public void record(final int index, final long timeNs, final long count) {
    histograms[index].recordValueWithCount(Math.max(0, Math.min(timeNs, MAX_NS)), count);
  }

  /** Adds all that others hold. */
  public void add(final TimedHistograms others) {
    for (int i = 0; i < histograms.length; i++) {
      histograms[i].add(others.histograms[i]);
    }
  }

  /** Empties all. */
  public void reset() {
    for (final Histogram histogram : histograms) {
      histogram.reset();
    }
  }

  /** Says of all what they are, and from when to when they were recorded, epoch ms. */
  public void label(final String suffix, final long startMs, final long endMs) {
    for (final Timed timed : Timed.values()) {
      of(timed).setTag(timed.id() + suffix);
      of(timed).setStartTimeStamp(startMs);
      of(timed).setEndTimeStamp(endMs);
    }
  }
}
