package io.tollgate.bench.peers;

import org.HdrHistogram.Histogram;

/**
 * What asking one contender took.
 *
 * @param latencies of single asks in nanoseconds, the clock's own included.
 * @param bytesPerAsk allocated by the whole JVM, per ask.
 */
record AskResult(Histogram latencies, double bytesPerAsk) {
  /**
   * The same without what the clock costs.
   *
   * @param clockNs to be taken off each latency.
   * @return latencies of at least 0.
   */
  AskResult netOf(final double clockNs) {
    final Histogram net = new Histogram(latencies.getNumberOfSignificantValueDigits());
    latencies
        .recordedValues()
        .forEach(
            value ->
                net.recordValueWithCount(
                    Math.max(0, value.getValueIteratedTo() - Math.round(clockNs)),
                    value.getCountAddedInThisIterationStep()));
    return new AskResult(net, bytesPerAsk);
  }

  double percentileNs(final double percentile) {
    return (double) latencies.getValueAtPercentile(percentile);
  }

  double meanNs() {
    return latencies.getMean();
  }
}
