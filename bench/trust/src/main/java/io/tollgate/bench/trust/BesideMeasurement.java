package io.tollgate.bench.trust;

import io.tollgate.bench.result.Figures;
import io.tollgate.bench.result.HistogramFiles;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import io.tollgate.bench.rig.LoadedGate;
import io.tollgate.bench.rig.RigIdle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What the engine's callers notice of the audit recorder. */
final class BesideMeasurement implements Measurement {
  private static final double BAR = 1.1;
  private static final double NS_A_US = 1_000;
  private static final double NS_A_SECOND = 1e9;
  private static final long RECORDS_A_SECOND = 600_000;

  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** What runs beside the engine. */
  private enum Beside {
    NOTHING("no recorder"),
    FOLLOWING("a recorder that follows this gate's journal"),
    FULL_LOAD("a recorder at full load");

    private final String text;

    Beside(final String text) {
      this.text = text;
    }
  }

  /** What the engine is asked for meanwhile, and how it and its client wait for more. */
  private enum Load {
    AS_UP("", "idling as by default", 10_000, RigIdle.ENGINE, RigIdle.CLIENT),
    SPINNING("-spinning", "spinning", 100_000, RigIdle.SPIN, RigIdle.YIELD);

    private final String id;
    private final String text;
    private final int rate;
    private final RigIdle engineIdle;
    private final RigIdle clientIdle;

    Load(
        final String id,
        final String text,
        final int rate,
        final RigIdle engineIdle,
        final RigIdle clientIdle) {
      this.id = id;
      this.text = text;
      this.rate = rate;
      this.engineIdle = engineIdle;
      this.clientIdle = clientIdle;
    }

    String title() {
      return String.format(Locale.ROOT, "Checks at %,d/s, engine %s", rate, text);
    }
  }

  @Override
  public String id() {
    return "beside";
  }

  @Override
  public List<String> rowIds() {
    return List.of(
        "engine-p99-recording",
        "engine-p99-full-load",
        "caller-p99-recording",
        "caller-p99-full-load");
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    final int turns = settings.quick() ? 2 : 5;
    final int seconds = settings.quick() ? 3 : 8;
    final List<Plot> plots = new ArrayList<>();
    try (Disk disk = new Disk(settings.resultsDirectory())) {
      final String on = disk.text();
      progress.step("writing a journal for the full load");
      final Path full = disk.fresh("full");
      try (AuditFeed feed = new AuditFeed(full)) {
        while (feed.position() < RECORDS_A_SECOND * (seconds + 2)) {
          feed.append();
        }
      }
      for (final Load load : Load.values()) {
        final Map<Beside, Histogram> callers = histograms();
        final Map<Beside, Histogram> engines = histograms();
        try (LoadedGate gate =
            new LoadedGate(settings.scratchDirectory(), load.engineIdle, load.clientIdle)) {
          progress.step("warming up, " + load.title());
          warn("warming up", gate.open(load.rate, settings.quick() ? 5 : 15, interval -> {}));
          for (int i = 0; i < turns; i++) {
            for (final Beside beside : Beside.values()) {
              progress.step(
                  load.title() + ", turn " + (i + 1) + " of " + turns + ", " + beside.text);
              turn(
                  new Turn(gate, load, beside, seconds, callers.get(beside), engines.get(beside)),
                  disk,
                  full);
            }
          }
        }
        rows.addAll(rows(load, "engine", "by the engine's own clock", engines));
        rows.addAll(rows(load, "caller", "from when the caller was to send it", callers));
        plots.add(plot(settings, load, callers));
      }
      return new Section(
          "The engine beside the recorder",
          String.format(
              Locale.ROOT,
              "Checks of one link, each at its own moment, in turns of %d s: with no recorder, with"
                  + " one that signs this gate's own records, and with one that works off a journal"
                  + " of its own as fast as it can. Judged is a gate as ops/tollgate up starts it,"
                  + " which sleeps while there is nothing to do. One that spins needs a core for the"
                  + " engine, one for its client and one for the recorder; here are %d in all."
                  + " Audit logs on %s.",
              seconds,
              Runtime.getRuntime().availableProcessors(),
              on),
          rows,
          plots,
          notes);
    }
  }

  private static Map<Beside, Histogram> histograms() {
    final Map<Beside, Histogram> times = new EnumMap<>(Beside.class);
    for (final Beside beside : Beside.values()) {
      times.put(beside, new Histogram(3));
    }
    return times;
  }

  private static Plot plot(
      final Settings settings, final Load load, final Map<Beside, Histogram> times)
      throws IOException {
    final List<Series> series = new ArrayList<>();
    for (final Beside beside : Beside.values()) {
      final String name =
          "beside-" + beside.name().toLowerCase(Locale.ROOT).replace('_', '-') + load.id;
      HistogramFiles.write(settings.resultsDirectory(), name, times.get(beside));
      series.add(new Series(beside.text, "ns", times.get(beside)));
    }
    return new Plot(load.title(), series);
  }

  /** What is measured once. */
  private record Turn(
      LoadedGate gate, Load load, Beside beside, int seconds, Histogram callers, Histogram engine) {
    String run() throws IOException {
      final Histogram before = gate.checksInEngine();
      final String warning = gate.open(load.rate, seconds, callers::add);
      final Histogram after = gate.checksInEngine();
      after.subtract(before);
      engine.add(after);
      return warning;
    }
  }

  private void turn(final Turn turn, final Disk disk, final Path full) throws IOException {
    final Beside beside = turn.beside;
    if (beside == Beside.NOTHING) {
      warn(beside.text, turn.run());
      return;
    }
    final Path logs = disk.fresh("logs");
    final Path journal = beside == Beside.FOLLOWING ? turn.gate.data().resolve("journal") : full;
    try (RunningRecorder recorder = new RunningRecorder(journal, logs)) {
      if (beside == Beside.FOLLOWING) {
        // What earlier turns left is not this turn's: begin where the journal ends.
        awaitCaughtUp(recorder);
      }
      final long startNs = System.nanoTime();
      final long before = recorder.status().appliedRecords();
      final long cpuNs = recorder.cpuNs();
      warn(beside.text, turn.run());
      final double took = System.nanoTime() - startNs;
      notes.add(
          String.format(
              Locale.ROOT,
              "%s, engine %s: %,.0f records/s, on %.0f %% of a core",
              beside.text,
              turn.load.text,
              (recorder.status().appliedRecords() - before) * NS_A_SECOND / took,
              100 * (recorder.cpuNs() - cpuNs) / took));
    }
    Disk.delete(logs);
  }

  private static void awaitCaughtUp(final RunningRecorder recorder) {
    long position = -1;
    while (position != recorder.status().position() || position <= 0) {
      position = recorder.status().position();
      try {
        Thread.sleep(200);
      } catch (final InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void warn(final String what, final String warning) {
    if (!warning.isEmpty()) {
      notes.add(what + ": " + warning);
    }
  }

  private static List<Row> rows(
      final Load load, final String who, final String how, final Map<Beside, Histogram> times) {
    return List.of(
        row(load, who + "-p99-recording", how, Beside.FOLLOWING, times),
        row(load, who + "-p99-full-load", how, Beside.FULL_LOAD, times));
  }

  private static Row row(
      final Load load,
      final String id,
      final String how,
      final Beside beside,
      final Map<Beside, Histogram> times) {
    final double with = Spread.P99.of(times.get(beside));
    final double without = Spread.P99.of(times.get(Beside.NOTHING));
    final String what =
        String.format(
            Locale.ROOT,
            "p99 of a journaled check %s, %,d/s, engine %s, beside %s",
            how,
            load.rate,
            load.text,
            beside.text);
    final String figures =
        Figures.text(with / NS_A_US, "µs") + " beside " + Figures.text(without / NS_A_US, "µs");
    final String note = times.get(beside).getTotalCount() + " checks";
    return load == Load.AS_UP
        ? Row.atMost(id, what, BAR, Double.NaN, with / without, "× without", figures, note)
        : Row.shown(id + load.id, what, with / without, "× without", figures, note);
  }
}
