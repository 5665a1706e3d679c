package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.client.GateLocator;
import io.tollgate.engine.domain.decision.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.status.CountersReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counters of the engine and of its media driver, read from the driver's file at each scrape,
 * without asking the engine. The file is mapped anew each time, because a restarted engine has
 * another.
 */
public final class EngineCountersCollector implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(EngineCountersCollector.class);
  private static final String DRIVER_HELP = "The media driver's own counters, by their label.";

  private final GateLocator locator;

  /** Of the gate that a locator finds. */
  public EngineCountersCollector(final GateLocator locator) {
    this.locator = locator;
  }

  @Override
  public MetricSnapshots collect() {
    final List<MetricSnapshot> snapshots = new ArrayList<>();
    final boolean readable =
        locator.aeronDirectory().map(found -> read(found, snapshots)).orElse(false);
    snapshots.add(
        gauge(
            "tollgate_engine_counters_readable",
            "1 where the engine's counters could be read, else 0.",
            readable ? 1 : 0));
    return new MetricSnapshots(snapshots);
  }

  private static boolean read(final Path aeronDirectory, final List<MetricSnapshot> into) {
    try (CountersFile file = CountersFile.map(aeronDirectory)) {
      collect(file.reader(), into);
      return true;
    } catch (final RuntimeException notThere) {
      LOG.debug("the engine's counters cannot be read", notThere);
      return false;
    }
  }

  private static void collect(final CountersReader reader, final List<MetricSnapshot> into) {
    final EngineValues values = new EngineValues();
    reader.forEach(
        (counterId, typeId, key, label) ->
            values.take(typeId, key, label, reader.getCounterValue(counterId)));
    values.metrics().forEach((metric, value) -> into.add(snapshot(metric, (double) value)));
    if (!values.refusals().isEmpty()) {
      into.add(refusals(values.refusals()));
      into.add(authorizationFailures(values.refusals()));
    }
    addTables(values, into);
    if (!values.driver().isEmpty()) {
      into.add(gauges("tollgate_aeron_driver", DRIVER_HELP, "counter", values.driver()));
    }
  }

  private static void addTables(final EngineValues values, final List<MetricSnapshot> into) {
    if (!values.records().isEmpty()) {
      into.add(
          gauges(
              "tollgate_engine_table_records",
              "Records that a table of the engine's state holds.",
              "table",
              values.records()));
      into.add(
          gauges(
              "tollgate_engine_table_capacity",
              "Records that a table of the engine's state can hold.",
              "table",
              values.capacities()));
    }
  }

  private static MetricSnapshot snapshot(final EngineMetric metric, final double value) {
    return switch (metric.kind()) {
      case COUNTER ->
          CounterSnapshot.builder()
              .name(metric.metricName())
              .help(metric.help())
              .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(value).build())
              .build();
      case GAUGE -> gauge(metric.metricName(), metric.help(), value);
      case NANOSECONDS -> gauge(metric.metricName(), metric.help(), value / 1e9);
    };
  }

  private static MetricSnapshot refusals(final Map<String, Long> byReason) {
    final CounterSnapshot.Builder builder =
        CounterSnapshot.builder()
            .name("tollgate_engine_refusals")
            .help("Answers that said DENY, by reason.");
    byReason.forEach(
        (reason, value) ->
            builder.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of("reason", reason))
                    .value(value)
                    .build()));
    return builder.build();
  }

  private static MetricSnapshot authorizationFailures(final Map<String, Long> byReason) {
    final double failures =
        Arrays.stream(Reason.values())
            .filter(Reason::isAuthorizationFailure)
            .mapToLong(reason -> byReason.getOrDefault(reason.name(), 0L))
            .sum();
    return CounterSnapshot.builder()
        .name("tollgate_engine_authorization_failures")
        .help("Answers that said DENY because of the chain, an agent, the permission or authority.")
        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(failures).build())
        .build();
  }

  private static MetricSnapshot gauges(
      final String name, final String help, final String label, final Map<String, Long> byLabel) {
    final GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
    byLabel.forEach(
        (labelValue, value) ->
            builder.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(label, labelValue))
                    .value(value)
                    .build()));
    return builder.build();
  }

  private static MetricSnapshot gauge(final String name, final String help, final double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
