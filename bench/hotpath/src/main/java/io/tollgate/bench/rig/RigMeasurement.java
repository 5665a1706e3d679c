package io.tollgate.bench.rig;

import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.HistogramFiles;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Journaled decisions from end to end over Aeron IPC, beside a bare echo in the same run. */
public final class RigMeasurement implements Measurement {
  private static final double CLOSED_BAR = 2.5;
  private static final double CLOSED_AIM = 1.7;
  private static final double PIPELINED_BAR = 1;
  private static final double PIPELINED_AIM = 3;
  private static final double P99_BAR = 3;
  private static final double MILLION = 1e6;
  private static final double P50 = 50;
  private static final int WORKERS = 1_024;
  private static final int LOW_RATE = 100_000;
  private static final int WINDOW = 512;
  private static final long MOST = 40_000_000;

  private final List<Row> rows = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** How long and how often. */
  private record Pace(int warmUp, int turns, int seconds, int openSlices, int openSeconds) {
    static Pace of(final boolean isQuick) {
      return isQuick ? new Pace(6, 3, 1, 2, 2) : new Pace(15, 7, 3, 6, 10);
    }
  }

  @Override
  public String id() {
    return "rig";
  }

  @Override
  public List<String> rowIds() {
    final List<String> ids = new ArrayList<>(List.of("ipc-closed-p50", "ipc-pipelined"));
    for (final String shape : List.of("open-100k", "open-half")) {
      for (final Percentile percentile : Percentile.values()) {
        ids.add(shape + "-" + percentile.id());
      }
    }
    ids.addAll(List.of("alloc-engine", "alloc-client"));
    return ids;
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws IOException {
    final Pace pace = Pace.of(settings.quick());
    try (Rig rig = new Rig(settings.scratchDirectory(), List.of(), WORKERS, "standard")) {
      checks(rig, pace, settings, progress);
      closedOnly(rig, RequestKind.CHECK_3, pace, settings, progress);
      uses(rig, pace, settings, progress);
      severalClients(rig, pace, progress);
    }
    return new Section(
        "Over Aeron IPC",
        "Gate, echo and clients each in a process of their own, driver SHARED with backoff, servers"
            + " and the one client spinning, measured in turns with the bare echo: it reads every"
            + " byte of a request of the same length and answers as many bytes. Every decision is"
            + " journaled (tmpfs, forced every 20 ms) before its answer is released.",
        rows,
        plots,
        notes);
  }

  private void checks(
      final Rig rig, final Pace pace, final Settings settings, final Progress progress)
      throws IOException {
    final RequestKind kind = RequestKind.CHECK_1;
    try (Contest contest = Contest.begin(rig, kind, 1, 1, RigIdle.SPIN)) {
      progress.step("warming up");
      warmUp(contest, pace);
      progress.step("closed loop, " + kind.text());
      final Median closed = closed(contest, kind, pace, settings);
      rows.add(
          Row.atMost(
              "ipc-closed-p50",
              "journaled decision, closed loop, p50: "
                  + kind.text()
                  + ", "
                  + WORKERS
                  + " agents in turn",
              CLOSED_BAR,
              CLOSED_AIM,
              closed.ratio(),
              "× the echo",
              besides(closed, "ns"),
              ""));
      final int most = pipelinedChecks(contest, kind, pace, progress);
      open(contest, "open-100k", LOW_RATE, pace, settings, progress);
      open(contest, "open-half", most / 2, pace, settings, progress);
    }
  }

  private static void warmUp(final Contest contest, final Pace pace) throws IOException {
    contest.echo().pipelined(pace.warmUp / 3, WINDOW, MOST);
    contest.gate().pipelined(pace.warmUp, WINDOW, MOST);
    contest.echo().closed(pace.warmUp / 3, histogram -> {});
    contest.gate().closed(pace.warmUp, histogram -> {});
  }

  private Median closed(
      final Contest contest, final RequestKind kind, final Pace pace, final Settings settings)
      throws IOException {
    final Median.Turns turns = new Median.Turns();
    final String name = "closed-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    try (HistogramFiles echo = files(settings, name, contest.echo());
        HistogramFiles gate = files(settings, name, contest.gate())) {
      for (int i = 0; i < pace.turns; i++) {
        final Histogram ofEcho = new Histogram(3);
        final Histogram ofGate = new Histogram(3);
        warn(name, contest.echo().closed(pace.seconds, into(ofEcho, echo)));
        warn(name, contest.gate().closed(pace.seconds, into(ofGate, gate)));
        turns.add(p50(ofGate), p50(ofEcho));
      }
      plot("Closed loop, " + kind.text(), gate, echo);
    }
    return turns.middle();
  }

  private static double p50(final Histogram histogram) {
    return (double) histogram.getValueAtPercentile(P50);
  }

  private static HistogramFiles files(final Settings settings, final String name, final Side side)
      throws IOException {
    return new HistogramFiles(settings.resultsDirectory(), name + "-" + side.name());
  }

  private static Consumer<Histogram> into(final Histogram turn, final HistogramFiles all) {
    return interval -> {
      turn.add(interval);
      all.interval(interval);
    };
  }

  private void plot(final String title, final HistogramFiles gate, final HistogramFiles echo) {
    plots.add(
        new Plot(
            title,
            List.of(
                new Series("gate", "ns", gate.total()), new Series("echo", "ns", echo.total()))));
  }

  private void warn(final String what, final LoadResult result) {
    result.warning().ifPresent(text -> notes.add(what + ": " + text));
  }

  private static String besides(final Median median, final String unit) {
    return Figures.text(median.gate(), unit) + " beside " + Figures.text(median.echo(), unit);
  }

  private int pipelinedChecks(
      final Contest contest, final RequestKind kind, final Pace pace, final Progress progress)
      throws IOException {
    progress.step("pipelined, " + kind.text());
    final Median.Turns turns = new Median.Turns();
    long byEngine = 0;
    long byClient = 0;
    long answers = 0;
    for (int i = 0; i < pace.turns; i++) {
      final double echo =
          contest.echo().pipelined(pace.seconds, WINDOW, MOST).perSecond() / MILLION;
      final long before = contest.gate().allocatedByServer();
      final LoadResult gate = contest.gate().pipelined(pace.seconds, WINDOW, MOST);
      byEngine += contest.gate().allocatedByServer() - before;
      byClient += gate.allocatedBytes();
      answers += gate.answered();
      warn("ipc-pipelined", gate);
      turns.add(gate.perSecond() / MILLION, echo);
    }
    final Median middle = turns.middle();
    rows.add(
        Row.atLeast(
            "ipc-pipelined",
            "journaled decisions a second, one client, " + WINDOW + " unanswered: " + kind.text(),
            PIPELINED_BAR,
            PIPELINED_AIM,
            middle.gate(),
            "M/s",
            besides(middle, "M/s"),
            ""));
    allocation("alloc-engine", "the engine thread", byEngine, answers);
    allocation("alloc-client", "the client's pipelined path", byClient, answers);
    return (int) (middle.gate() * MILLION);
  }

  private void allocation(final String id, final String what, final long bytes, final long count) {
    rows.add(
        Row.atMost(
            id,
            "allocation on " + what + ", a decision",
            0,
            Double.NaN,
            Math.rint(100.0 * bytes / count) / 100,
            "B/op",
            "",
            String.format(Locale.ROOT, "%,d bytes in %,d decisions", bytes, count)));
  }

  private void open(
      final Contest contest,
      final String id,
      final int rate,
      final Pace pace,
      final Settings settings,
      final Progress progress)
      throws IOException {
    progress.step(String.format(Locale.ROOT, "open loop at %,d/s", rate));
    contest.echo().open(rate, 1 + pace.warmUp / 3, interval -> {});
    contest.gate().open(rate, 1 + pace.warmUp / 3, interval -> {});
    try (HistogramFiles echo = files(settings, id, contest.echo());
        HistogramFiles gate = files(settings, id, contest.gate())) {
      for (int i = 0; i < pace.openSlices; i++) {
        warn(id + " echo", contest.echo().open(rate, pace.openSeconds, echo::interval));
        warn(id + " gate", contest.gate().open(rate, pace.openSeconds, gate::interval));
      }
      final String what =
          String.format(
              Locale.ROOT,
              "open loop at %,d/s, %d s each in turns of %d s",
              rate,
              pace.openSlices * pace.openSeconds,
              pace.openSeconds);
      for (final Percentile percentile : Percentile.values()) {
        rows.add(
            percentile.row(
                id, what, gate.total(), echo.total(), percentile == Percentile.P99 ? P99_BAR : 0));
      }
      plot(what, gate, echo);
    }
  }

  private void closedOnly(
      final Rig rig,
      final RequestKind kind,
      final Pace pace,
      final Settings settings,
      final Progress progress)
      throws IOException {
    progress.step("closed loop, " + kind.text());
    try (Contest contest = Contest.begin(rig, kind, 1, 1, RigIdle.SPIN)) {
      contest.echo().closed(pace.warmUp / 3, histogram -> {});
      contest.gate().closed(pace.warmUp / 2, histogram -> {});
      shownClosed(contest, kind, pace, settings);
    }
  }

  private void shownClosed(
      final Contest contest, final RequestKind kind, final Pace pace, final Settings settings)
      throws IOException {
    final Median closed = closed(contest, kind, pace, settings);
    rows.add(
        Row.shown(
            "ipc-closed-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            "the same, p50: " + kind.text(),
            closed.ratio(),
            "× the echo",
            besides(closed, "ns"),
            ""));
  }

  private void uses(
      final Rig rig, final Pace pace, final Settings settings, final Progress progress)
      throws IOException {
    final RequestKind kind = RequestKind.CONSUME_3;
    progress.step("closed loop and pipelined, " + kind.text());
    try (Contest contest = Contest.begin(rig, kind, 1, 1, RigIdle.SPIN)) {
      contest.echo().closed(pace.warmUp / 3, histogram -> {});
      contest.gate().closed(pace.warmUp / 2, histogram -> {});
      shownClosed(contest, kind, pace, settings);
      contest.gate().pipelined(pace.warmUp / 2, WINDOW, MOST);
      final LoadResult result = contest.gate().pipelined(pace.seconds, WINDOW, MOST);
      warn("ipc-pipelined-consume-3", result);
      rows.add(
          Row.shown(
              "ipc-pipelined-consume-3",
              "the same, pipelined: " + kind.text(),
              result.perSecond() / MILLION,
              "M/s",
              "",
              ""));
    }
  }

  private void severalClients(final Rig rig, final Pace pace, final Progress progress)
      throws IOException {
    progress.step("pipelined, 2 processes of 2 sessions");
    try (Contest contest = Contest.begin(rig, RequestKind.CHECK_1, 2, 2, RigIdle.YIELD)) {
      contest.gate().pipelined(pace.warmUp / 2, WINDOW, MOST);
      final LoadResult result = contest.gate().pipelined(pace.seconds, WINDOW, MOST);
      warn("ipc-pipelined-2x2", result);
      rows.add(
          Row.shown(
              "ipc-pipelined-2x2",
              "pipelined by 2 processes of 2 sessions each: " + RequestKind.CHECK_1.text(),
              result.perSecond() / MILLION,
              "M/s",
              "",
              ""));
    }
  }
}
