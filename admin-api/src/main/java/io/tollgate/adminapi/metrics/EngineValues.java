package io.tollgate.adminapi.metrics;

import io.aeron.AeronCounters;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Table;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;

/** The counters of one reading, sorted by what they count. */
final class EngineValues {
  private static final int MAX_LABEL_LENGTH = 64;
  private static final Map<Integer, EngineMetric> METRICS =
      Arrays.stream(EngineMetric.values())
          .collect(Collectors.toMap(EngineMetric::typeId, Function.identity()));
  private static final Map<Integer, String> TABLES =
      Arrays.stream(Table.values()).collect(Collectors.toMap(Table::number, Table::fileName));

  private final Map<EngineMetric, Long> metrics = new EnumMap<>(EngineMetric.class);
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Map<String, Long> records = new TreeMap<>();
  private final Map<String, Long> capacities = new TreeMap<>();
  private final Map<String, Long> driver = new TreeMap<>();

  /** Takes a counter; those of others are left. */
  void take(final int typeId, final DirectBuffer key, final String label, final long value) {
    switch (typeId) {
      case EngineMetric.REFUSALS_TYPE_ID -> refusals.put(reasonOf(key), value);
      case EngineMetric.TABLE_RECORDS_TYPE_ID -> records.put(tableOf(key), value);
      case EngineMetric.TABLE_CAPACITY_TYPE_ID -> capacities.put(tableOf(key), value);
      case AeronCounters.DRIVER_SYSTEM_COUNTER_TYPE_ID -> driver.put(shortened(label), value);
      default -> {
        final EngineMetric metric = METRICS.get(typeId);
        if (metric != null) {
          metrics.put(metric, value);
        }
      }
    }
  }

  Map<EngineMetric, Long> metrics() {
    return metrics;
  }

  /** By reason. */
  Map<String, Long> refusals() {
    return refusals;
  }

  /** By table. */
  Map<String, Long> records() {
    return records;
  }

  /** By table. */
  Map<String, Long> capacities() {
    return capacities;
  }

  /** By label. */
  Map<String, Long> driver() {
    return driver;
  }

  private static int number(final DirectBuffer key) {
    return key.getInt(0, ByteOrder.LITTLE_ENDIAN);
  }

  private static String reasonOf(final DirectBuffer key) {
    final Reason reason = Reason.ofCode(number(key));
    return reason == null ? "code_" + number(key) : reason.name();
  }

  private static String tableOf(final DirectBuffer key) {
    return TABLES.getOrDefault(number(key), "table_" + number(key));
  }

  private static String shortened(final String label) {
    final String text = label.replaceFirst("[:].*", "").strip();
    return text.length() <= MAX_LABEL_LENGTH ? text : text.substring(0, MAX_LABEL_LENGTH);
  }
}
