package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.Timed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine timed, read at each scrape from the file that it replaces once an interval.
 * Quantiles and maxima are those of the newest interval, NaN where nothing was timed in it; counts
 * and sums go on from the engine's start. Nothing where there is no such file.
 */
public final class LatencyCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(LatencyCollector.class);
  private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.99, 0.999, 0.9999);
  private static final double NS_PER_SECOND = 1e9;
  private static final String OPERATION = "tollgate_engine_operation_seconds";
  private static final String WAIT = "tollgate_engine_wait_seconds";

  private final Path file;

  /** Of the gate that has a data directory. */
  public LatencyCollector(final Path dataDirectory) {
    this.file = LatencySnapshot.fileIn(dataDirectory);
  }

  @Override
  public MetricSnapshots collect() {
    return read().map(LatencyCollector::metrics).orElseGet(MetricSnapshots::new);
  }

  private Optional<LatencySnapshot> read() {
    try {
      return LatencySnapshot.read(file);
    } catch (final IOException e) {
      LOG.warn("what the engine timed cannot be read", e);
      return Optional.empty();
    }
  }

  private static MetricSnapshots metrics(final LatencySnapshot snapshot) {
    return new MetricSnapshots(
        summary(
            OPERATION,
            "Time of the engine's cycle that decided a request, by operation.",
            snapshot,
            Timed.operations()),
        maxima(
            OPERATION, "The longest of an operation in an interval.", snapshot, Timed.operations()),
        summary(
            WAIT,
            "At most how long requests waited for the cycle that decided them.",
            snapshot,
            List.of(Timed.WAIT)),
        maxima(WAIT, "The longest wait in an interval.", snapshot, List.of(Timed.WAIT)));
  }

  private static SummarySnapshot summary(
      final String name,
      final String help,
      final LatencySnapshot snapshot,
      final List<Timed> members) {
    final SummarySnapshot.Builder builder = SummarySnapshot.builder().name(name).help(help);
    for (final Timed timed : members) {
      final Histogram total = snapshot.total().of(timed);
      builder.dataPoint(
          SummarySnapshot.SummaryDataPointSnapshot.builder()
              .labels(labels(timed))
              .quantiles(quantiles(snapshot.interval().of(timed)))
              .count(total.getTotalCount())
              .sum(total.getMean() * total.getTotalCount() / NS_PER_SECOND)
              .build());
    }
    return builder.build();
  }

  private static Quantiles quantiles(final Histogram histogram) {
    final boolean isEmpty = histogram.getTotalCount() == 0;
    return Quantiles.of(
        QUANTILES.stream()
            .map(
                quantile ->
                    new Quantile(
                        quantile,
                        isEmpty
                            ? Double.NaN
                            : histogram.getValueAtPercentile(quantile * 100) / NS_PER_SECOND))
            .toArray(Quantile[]::new));
  }

  private static GaugeSnapshot maxima(
      final String name,
      final String help,
      final LatencySnapshot snapshot,
      final List<Timed> members) {
    final GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name + "_max").help(help);
    for (final Timed timed : members) {
      final Histogram histogram = snapshot.interval().of(timed);
      builder.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(labels(timed))
              .value(
                  histogram.getTotalCount() == 0
                      ? Double.NaN
                      : histogram.getMaxValue() / NS_PER_SECOND)
              .build());
    }
    return builder.build();
  }

  private static Labels labels(final Timed timed) {
    return timed == Timed.WAIT ? Labels.EMPTY : Labels.of("operation", timed.id());
  }
}
