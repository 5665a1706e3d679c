package io.tollgate.bench.micro;

import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What single operations cost: means and allocations by JMH, each benchmark in a fork with the
 * engine's JVM options, and percentiles by timing single calls.
 */
public abstract class MicroMeasurement implements Measurement {
  private static final String METHOD =
      "Means by JMH, one fork each with the engine's JVM options; allocated bytes by its gc"
          + " profiler.";

  private final String id;
  private final String title;
  private final String method;
  private final List<Row> rows = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();

  /**
   * @param id to select it by.
   * @param title the section's heading.
   * @param method what is to be said beyond that it is JMH.
   */
  MicroMeasurement(final String id, final String title, final String method) {
    this.id = id;
    this.title = title;
    this.method = method;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Section run(final Settings settings, final Progress progress) throws Exception {
    final JmhRun jmh = new JmhRun(settings, progress);
    measure(settings, jmh, progress);
    return new Section(title, METHOD + " " + method, rows, plots, List.of());
  }

  /** Runs the benchmarks, and gives rows and plots. */
  abstract void measure(Settings settings, JmhRun jmh, Progress progress) throws Exception;

  /** Adds a row. */
  final void add(final Row row) {
    rows.add(row);
  }

  /** Adds a plot. */
  final void add(final Plot plot) {
    plots.add(plot);
  }

  /** Times single calls, fewer of them in a quick run. */
  static CallSampler sampler(final Settings settings) {
    return settings.quick()
        ? new CallSampler(1_500_000, 1_000_000)
        : new CallSampler(2_000_000, 5_000_000);
  }

  /** The usual percentiles in one line. */
  static String percentilesOf(final Histogram histogram) {
    return String.format(
        Locale.ROOT,
        "p50 %,d, p90 %,d, p99 %,d, p99.9 %,d, p99.99 %,d ns of %,d calls",
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getValueAtPercentile(99.99),
        histogram.getTotalCount());
  }

  /** Adds a row without a bar, beside something else that was measured. */
  final void show(
      final String id, final String what, final Score score, final Score base, final String of) {
    final String ratio =
        score.equals(base) ? "" : Figures.text(score.meanNs() / base.meanNs(), "× " + of);
    add(Row.shown(id, what, score.meanNs(), "ns", ratio, score.note()));
  }
}
