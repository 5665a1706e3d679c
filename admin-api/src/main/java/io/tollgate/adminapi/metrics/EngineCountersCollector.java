package io.tollgate.adminapi.metrics;

import io.aeron.AeronCounters;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.client.GateLocator;
import io.tollgate.engine.domain.decision.Reason;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
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
  private static final int MAX_LABEL_LENGTH = 64;

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
    final Map<EngineMetric, Long> values = new EnumMap<>(EngineMetric.class);
    final Map<String, Long> refusals = new TreeMap<>();
    final Map<String, Long> driver = new TreeMap<>();
    final Map<Integer, EngineMetric> byTypeId = new HashMap<>();
    for (final EngineMetric metric : EngineMetric.values()) {
      byTypeId.put(metric.typeId(), metric);
    }
    reader.forEach(
        (counterId, typeId, key, label) -> {
          final long value = reader.getCounterValue(counterId);
          final EngineMetric metric = byTypeId.get(typeId);
          if (metric != null) {
            values.put(metric, value);
          } else if (typeId == EngineMetric.REFUSALS_TYPE_ID) {
            refusals.put(reasonOf(key), value);
          } else if (typeId == AeronCounters.DRIVER_SYSTEM_COUNTER_TYPE_ID) {
            driver.put(shortened(label), value);
          }
        });
    values.forEach((metric, value) -> into.add(snapshot(metric, (double) value)));
    if (!refusals.isEmpty()) {
      into.add(refusals(refusals));
    }
    if (!driver.isEmpty()) {
      into.add(driver(driver));
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

  private static MetricSnapshot driver(final Map<String, Long> byLabel) {
    final GaugeSnapshot.Builder builder =
        GaugeSnapshot.builder()
            .name("tollgate_aeron_driver")
            .help("The media driver's own counters, by their label.");
    byLabel.forEach(
        (label, value) ->
            builder.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("counter", label))
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

  private static String reasonOf(final DirectBuffer key) {
    final int code = key.getInt(0, ByteOrder.LITTLE_ENDIAN);
    final Reason reason = Reason.ofCode(code);
    return reason == null ? "code_" + code : reason.name();
  }

  private static String shortened(final String label) {
    final String text = label.replaceFirst("[:].*", "").strip();
    return text.length() <= MAX_LABEL_LENGTH ? text : text.substring(0, MAX_LABEL_LENGTH);
  }
}
