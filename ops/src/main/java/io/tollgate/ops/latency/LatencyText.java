package io.tollgate.ops.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.Timed;
import io.tollgate.latency.TimedHistograms;
import io.tollgate.latency.plot.Curve;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What an engine timed, for people and for programs. */
final class LatencyText {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
  private static final double NANOS_PER_MICRO = 1_000;
  private static final double MILLIS_PER_SECOND = 1_000;

  private final LatencySnapshot snapshot;

  LatencyText(final LatencySnapshot snapshot) {
    this.snapshot = snapshot;
  }

  ObjectNode json() {
    final ObjectNode node = Json.object();
    final ObjectNode interval = node.putObject("interval");
    interval.put("from", snapshot.intervalStart().toString());
    interval.put("to", snapshot.intervalEnd().toString());
    addTo(interval, snapshot.interval());
    final ObjectNode total = node.putObject("since_start");
    total.put("from", snapshot.startedAt().toString());
    total.put("to", snapshot.intervalEnd().toString());
    addTo(total, snapshot.total());
    return node;
  }

  private static void addTo(final ObjectNode node, final TimedHistograms histograms) {
    final ObjectNode operations = node.putObject("operations");
    for (final Timed timed : Timed.operations()) {
      operations.set(timed.id(), json(histograms.of(timed)));
    }
    node.set(Timed.WAIT.id(), json(histograms.of(Timed.WAIT)));
  }

  private static ObjectNode json(final Histogram histogram) {
    final ObjectNode node = Json.object();
    node.put("count", histogram.getTotalCount());
    if (histogram.getTotalCount() > 0) {
      for (final double percentile : PERCENTILES) {
        final String name = Double.toString(percentile).replaceAll("\\.0$", "").replace('.', '_');
        node.put("p" + name + "_ns", histogram.getValueAtPercentile(percentile));
      }
      node.put("max_ns", histogram.getMaxValue());
    }
    return node;
  }

  String render() {
    final Duration interval = Duration.between(snapshot.intervalStart(), snapshot.intervalEnd());
    return table("LAST " + seconds(interval) + ", µs", snapshot.interval()) + "\n" + renderTotal();
  }

  String renderTotal() {
    final Duration all = Duration.between(snapshot.startedAt(), snapshot.intervalEnd());
    return table("SINCE START, " + seconds(all) + ", µs", snapshot.total());
  }

  private static String seconds(final Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / MILLIS_PER_SECOND);
  }

  private static String table(final String heading, final TimedHistograms histograms) {
    final Table table =
        new Table(heading, ">COUNT", ">P50", ">P90", ">P99", ">P99.9", ">P99.99", ">MAX");
    for (final Timed timed : Timed.values()) {
      final Histogram histogram = histograms.of(timed);
      if (histogram.getTotalCount() > 0) {
        table.row(cells(timed, histogram));
      }
    }
    return table.render();
  }

  private static Object[] cells(final Timed timed, final Histogram histogram) {
    final Object[] cells = new Object[PERCENTILES.length + 3];
    cells[0] = timed.id();
    cells[1] = histogram.getTotalCount();
    for (int i = 0; i < PERCENTILES.length; i++) {
      cells[i + 2] = micros(histogram.getValueAtPercentile(PERCENTILES[i]));
    }
    cells[cells.length - 1] = micros(histogram.getMaxValue());
    return cells;
  }

  private static String micros(final long ns) {
    return String.format(Locale.ROOT, "%.2f", ns / NANOS_PER_MICRO);
  }

  /** What there is to draw of the last interval, or since the start. */
  static List<Curve> curves(final TimedHistograms histograms) {
    return Arrays.stream(Timed.values())
        .filter(timed -> histograms.of(timed).getTotalCount() > 0)
        .map(timed -> new Curve(timed.id(), histograms.of(timed)))
        .toList();
  }
}
