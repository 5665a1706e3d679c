package io.tollgate.bench.micro;

import org.HdrHistogram.Histogram;

/**
 * Times single calls, which gives percentiles that a mean hides. Each sample holds one look at the
 * clock; the median of empty samples, taken the same way just before, is subtracted from each.
 *
 * <p>For a JVM in which no more than one kind of call is sampled: with the empty one that makes
 * two, which the compiler still inlines.
 */
final class CallSampler {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int WARM_UPS = 4;
  private static final double MEDIAN = 50;

  private final int warmUp;
  private final int samples;
  private long sink;

  /**
   * @param warmUp calls before the first that counts.
   * @param samples calls that count.
   */
  CallSampler(final int warmUp, final int samples) {
    this.warmUp = warmUp;
    this.samples = samples;
  }

  /** Times a call; the histogram is in ns, net of the clock. */
  Histogram sample(final Call call) {
    final Empty empty = new Empty();
    // Alternated, so that the loop is compiled for both before either counts.
    for (int i = 0; i < WARM_UPS; i++) {
      run(empty, warmUp / WARM_UPS, 0);
      run(call, warmUp / WARM_UPS, 0);
    }
    final long clockNs = run(empty, samples, 0).getValueAtPercentile(MEDIAN);
    return run(call, samples, clockNs);
  }

  private Histogram run(final Call call, final int count, final long clockNs) {
    final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
    histogram.setStartTimeStamp(System.currentTimeMillis());
    long seen = 0;
    for (int i = 0; i < count; i++) {
      call.prepare(i);
      final long before = System.nanoTime();
      seen += call.call();
      final long after = System.nanoTime();
      histogram.recordValue(Math.max(0, after - before - clockNs));
    }
    sink += seen;
    histogram.setEndTimeStamp(System.currentTimeMillis());
    return histogram;
  }

  /** What all calls gave, so that none of them can be left out. */
  long sink() {
    return sink;
  }

  /** What is timed. */
  interface Call {
    /**
     * Gets ready; not timed.
     *
     * @param turn how many there were before.
     */
    void prepare(int turn);

    /**
     * One call.
     *
     * @return anything that depends on what was done.
     */
    long call();
  }

  private static final class Empty implements Call {
    private int turn;

    @Override
    public void prepare(final int newTurn) {
      turn = newTurn;
    }

    @Override
    public long call() {
      return turn;
    }
  }
}
