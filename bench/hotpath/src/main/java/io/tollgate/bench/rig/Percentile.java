package io.tollgate.bench.rig;

import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.Row;
import org.HdrHistogram.Histogram;

/** What is read from the histograms of an open loop. */
enum Percentile {
  P50("p50", "p50", 50),
  P99("p99", "p99", 99),
  P999("p999", "p99.9", 99.9),
  P9999("p9999", "p99.99", 99.99);

  private static final double NS_A_US = 1_000;

  private final String id;
  private final String text;
  private final double value;

  Percentile(final String id, final String text, final double value) {
    this.id = id;
    this.text = text;
    this.value = value;
  }

  String id() {
    return id;
  }

  /**
   * Its row.
   *
   * @param bar most of the gate's to the echo's, or 0 where there is none.
   */
  Row row(
      final String prefix,
      final String what,
      final Histogram gate,
      final Histogram echo,
      final double bar) {
    final double ofGate = gate.getValueAtPercentile(value) / NS_A_US;
    final double ofEcho = echo.getValueAtPercentile(value) / NS_A_US;
    final String rowText = text + ", " + what;
    final String beside = Figures.text(ofGate, "µs") + " beside " + Figures.text(ofEcho, "µs");
    final String unit = "× the echo";
    final String rowId = prefix + "-" + id;
    return bar > 0
        ? Row.atMost(rowId, rowText, bar, Double.NaN, ofGate / ofEcho, unit, beside, "")
        : Row.shown(rowId, rowText, ofGate / ofEcho, unit, beside, "");
  }
}
