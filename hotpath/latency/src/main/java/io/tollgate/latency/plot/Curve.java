package io.tollgate.latency.plot;

import org.HdrHistogram.Histogram;

/**
 * One line of a plot.
 *
 * @param name for people.
 * @param histogram of nanoseconds, not empty.
 */
public record Curve(String name, Histogram histogram) {
  /** Refuses what cannot be drawn. */
  public Curve {
    if (histogram.getTotalCount() == 0) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }

  /**
   * How many nines the number of values can tell: 1 for 90 %, 2 for 99 %; no less, and 6 at most.
   */
  double nines() {
    return Math.max(
        1, Math.min(PercentileScale.MOST_NINES, Math.log10(2.0 * histogram.getTotalCount())));
  }

  /**
   * The value that all but one in 10 to the power of {@code nines} do not exceed, ns; 1 or more.
   */
  double valueAt(final double nines) {
    return Math.max(1.0, (double) histogram.getValueAtPercentile(100 - 100 * Math.pow(10, -nines)));
  }
}
