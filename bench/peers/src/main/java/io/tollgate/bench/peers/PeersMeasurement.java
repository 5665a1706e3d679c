package io.tollgate.bench.peers;

import io.tollgate.bench.peers.quota.RedisQuota;
import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import io.tollgate.bench.result.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Everybody in a table is asked, one after the other, and set beside the first. */
final class PeersMeasurement implements Measurement {
  private static final String UNIT = "ns";
  private static final double MANY_NS = 10_000;
  private static final double NS_A_US = 1_000;
  private static final double MEDIAN = 50;
  private static final double TAIL = 99;

  private final Table table;

  private PeersMeasurement(final Table table) {
    this.table = table;
  }

  /** One for each table. */
  static List<PeersMeasurement> all() {
    return List.of(Table.values()).stream().map(PeersMeasurement::new).toList();
  }

  @Override
  public String id() {
    return table.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> rowIds() {
    return table.contenders().stream().map(PeersMeasurement::rowId).toList();
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    final AskRunner runner = new AskRunner(settings);
    progress.step(Contender.NOBODY.title());
    final double clockNs = runner.run(Contender.NOBODY).percentileNs(MEDIAN);
    final Map<Contender, AskResult> results = new EnumMap<>(Contender.class);
    final List<Row> rows = new ArrayList<>();
    for (final Contender contender : table.contenders()) {
      progress.step(contender.title());
      if (needsRedis(contender) && !RedisQuota.isAvailable()) {
        rows.add(notRun(contender, "no redis-server on this machine's path"));
        continue;
      }
      try {
        results.put(contender, runner.run(contender).netOf(clockNs));
        rows.add(row(contender, results));
      } catch (final RunnerException e) {
        rows.add(notRun(contender, "it failed: " + e.getMessage()));
      }
    }
    return new Section(table.title(), method(clockNs), rows, plots(results), table.notes());
  }

  private static boolean needsRedis(final Contender contender) {
    return contender.name().contains("REDIS");
  }

  private static Row notRun(final Contender contender, final String why) {
    return Row.notRun(rowId(contender), contender.title(), "", why);
  }

  private static String rowId(final Contender contender) {
    return contender.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Row row(final Contender contender, final Map<Contender, AskResult> results) {
    final AskResult result = results.get(contender);
    final String figure =
        "p50 %s, p99 %s, mean %s, %s"
            .formatted(
                time(result.percentileNs(MEDIAN)),
                time(result.percentileNs(TAIL)),
                time(result.meanNs()),
                Figures.text(Math.rint(result.bytesPerAsk()), "B"));
    return new Row(
        rowId(contender),
        contender.title(),
        "",
        "",
        figure,
        ratio(result, results.get(table.contenders().get(0))),
        Verdict.SHOWN,
        contender.note());
  }

  /** Nanoseconds as long as they are few enough to be read. */
  private static String time(final double ns) {
    return ns < MANY_NS ? Figures.text(Math.rint(ns), UNIT) : Figures.text(ns / NS_A_US, "µs");
  }

  private static String ratio(final AskResult result, final AskResult first) {
    return first == null
        ? ""
        : Figures.text(result.percentileNs(MEDIAN) / first.percentileNs(MEDIAN), "×");
  }

  private static String method(final double clockNs) {
    return "JMH, each in a JVM of its own, one thread, the same allowed question again and again;"
        + " single asks are timed and the clock's median of "
        + Figures.text(clockNs, UNIT)
        + " is taken off. B is what the JVM allocates per ask; the ratio is that of the medians"
        + " to the first row's.";
  }

  private List<Plot> plots(final Map<Contender, AskResult> results) {
    return table.plots().entrySet().stream()
        .map(plot -> new Plot(plot.getKey(), series(plot.getValue(), results)))
        .filter(plot -> !plot.series().isEmpty())
        .toList();
  }

  private static List<Series> series(
      final List<Contender> contenders, final Map<Contender, AskResult> results) {
    return contenders.stream()
        .filter(results::containsKey)
        .map(contender -> new Series(contender.title(), UNIT, results.get(contender).latencies()))
        .toList();
  }
}
