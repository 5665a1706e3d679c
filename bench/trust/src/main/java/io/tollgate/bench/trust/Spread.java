package io.tollgate.bench.trust;

import io.tollgate.bench.result.Row;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Rows of a latency's percentiles. */
enum Spread {
  P50("p50", "p50", 50),
  P99("p99", "p99", 99),
  P999("p999", "p99.9", 99.9);

  private final String id;
  private final String text;
  private final double percentile;

  Spread(final String id, final String text, final double percentile) {
    this.id = id;
    this.text = text;
    this.percentile = percentile;
  }

  String id() {
    return id;
  }

  double of(final Histogram histogram) {
    return (double) histogram.getValueAtPercentile(percentile);
  }

  /** Rows without a bar. */
  static List<Row> shown(
      final String id,
      final String what,
      final Histogram histogram,
      final double nsAUnit,
      final String unit) {
    final List<Row> rows = new ArrayList<>();
    for (final Spread spread : values()) {
      rows.add(
          Row.shown(
              id + "-" + spread.id,
              spread.text + ", " + what,
              spread.of(histogram) / nsAUnit,
              unit,
              "",
              ""));
    }
    return rows;
  }

  /** Rows with a bar each. */
  static List<Row> judged(
      final String id,
      final String what,
      final Histogram histogram,
      final double nsAUnit,
      final String unit,
      final double... bars) {
    final List<Row> rows = new ArrayList<>();
    for (int i = 0; i < bars.length; i++) {
      final Spread spread = values()[i];
      rows.add(
          Row.atMost(
              id + "-" + spread.id,
              spread.text + ", " + what,
              bars[i],
              Double.NaN,
              spread.of(histogram) / nsAUnit,
              unit,
              "",
              histogram.getTotalCount() + " samples"));
    }
    return rows;
  }
}
