package io.tollgate.bench.machine;

import org.HdrHistogram.Histogram;

/** What it costs to look at the clock, which every sampled figure contains once. */
final class ClockCost {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int WARM_UP = 1_000_000;
  private static final int SAMPLES = 5_000_000;
  private static final double MEDIAN = 50;

  private ClockCost() {}

  /** The median distance of two looks at the clock with nothing between them, in ns. */
  static long medianNs() {
    sample(new Histogram(SIGNIFICANT_DIGITS), WARM_UP);
    final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
    sample(histogram, SAMPLES);
    return histogram.getValueAtPercentile(MEDIAN);
  }

  private static void sample(final Histogram histogram, final int count) {
    for (int i = 0; i < count; i++) {
      final long before = System.nanoTime();
      final long after = System.nanoTime();
      histogram.recordValue(after - before);
    }
  }
}
