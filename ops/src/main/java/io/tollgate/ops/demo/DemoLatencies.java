package io.tollgate.ops.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long the gate's decisions took, as the caller saw it. */
final class DemoLatencies {

  private static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 3;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
  private static final double NANOS_PER_MICRO = 1_000;

  private final Histogram reserve = new Histogram(HIGHEST_NS, DIGITS);
  private final Histogram commit = new Histogram(HIGHEST_NS, DIGITS);

  void reserve(final long latencyNs) {
    reserve.recordValue(Math.min(Math.max(latencyNs, 0), HIGHEST_NS));
  }

  void commit(final long latencyNs) {
    commit.recordValue(Math.min(Math.max(latencyNs, 0), HIGHEST_NS));
  }

  /** Percentiles and maximum of both steps, in nanoseconds. */
  ObjectNode json() {
    final ObjectNode node = Json.object();
    node.set("reserve", json(reserve));
    node.set("commit", json(commit));
    return node;
  }

  private static ObjectNode json(final Histogram histogram) {
    final ObjectNode node = Json.object();
    node.put("count", histogram.getTotalCount());
    for (final double percentile : PERCENTILES) {
      node.put(name(percentile) + "_ns", histogram.getValueAtPercentile(percentile));
    }
    node.put("max_ns", histogram.getMaxValue());
    return node;
  }

  String render() {
    final Table table =
        new Table("LATENCY µs", ">COUNT", ">P50", ">P90", ">P99", ">P99.9", ">P99.99", ">MAX");
    row(table, "reserve", reserve);
    row(table, "commit", commit);
    return table.render();
  }

  private static void row(final Table table, final String step, final Histogram histogram) {
    final Object[] cells = new Object[PERCENTILES.length + 3];
    cells[0] = step;
    cells[1] = histogram.getTotalCount();
    for (int i = 0; i < PERCENTILES.length; i++) {
      cells[i + 2] = micros(histogram.getValueAtPercentile(PERCENTILES[i]));
    }
    cells[cells.length - 1] = micros(histogram.getMaxValue());
    table.row(cells);
  }

  private static String micros(final long ns) {
    return String.format(Locale.ROOT, "%.1f", ns / NANOS_PER_MICRO);
  }

  private static String name(final double percentile) {
    return "p" + Double.toString(percentile).replaceAll("\\.0$", "").replace('.', '_');
  }
}
