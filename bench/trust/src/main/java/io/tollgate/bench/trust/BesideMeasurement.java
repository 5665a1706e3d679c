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
  private static final int RATE = 100_000;
  private static final double BAR = 1.1;
  private static final double NS_A_US = 1_000;
  private static final double NS_A_SECOND = 1e9;
  private static final long RECORDS_A_SECOND = 600_000;

  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Beside, Histogram> times = new EnumMap<>(Beside.class);

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

  @Override
  public String id() {
    return "beside";
  }

  @Override
  public List<String> rowIds() {
    return List.of("engine-p99-recording", "engine-p99-full-load");
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    final int turns = settings.quick() ? 2 : 5;
    final int seconds = settings.quick() ? 3 : 8;
    try (Disk disk = new Disk(settings.resultsDirectory());
        LoadedGate gate = new LoadedGate(settings.scratchDirectory(), "yield")) {
      final String on = disk.text();
      progress.step("writing a journal for the full load");
      final Path full = disk.fresh("full");
      try (AuditFeed feed = new AuditFeed(full)) {
        while (feed.position() < RECORDS_A_SECOND * (seconds + 2)) {
          feed.append();
        }
      }
      for (final Beside beside : Beside.values()) {
        times.put(beside, new Histogram(3));
      }
      warn("warming up", gate.open(RATE, settings.quick() ? 5 : 15, interval -> {}));
      for (int i = 0; i < turns; i++) {
        for (final Beside beside : Beside.values()) {
          progress.step("turn " + (i + 1) + " of " + turns + ", beside " + beside.text);
          turn(gate, disk, full, beside, seconds);
        }
      }
      row("engine-p99-recording", Beside.FOLLOWING, turns * seconds);
      row("engine-p99-full-load", Beside.FULL_LOAD, turns * seconds);
      final List<Series> series = new ArrayList<>();
      for (final Beside beside : Beside.values()) {
        final String name = "beside-" + beside.name().toLowerCase(Locale.ROOT).replace('_', '-');
        HistogramFiles.write(settings.resultsDirectory(), name, times.get(beside));
        series.add(new Series(beside.text, "ns", times.get(beside)));
      }
      return new Section(
          "The engine beside the recorder",
          String.format(
              Locale.ROOT,
              "Checks of one link, open loop at %,d/s, in turns of %d s: with no recorder, with one"
                  + " that signs this gate's own records, and with one that works off a journal of"
                  + " its own as fast as it can. The engine spins, client, media driver and"
                  + " recorder share what cores are left (here %d in all). Audit logs on %s.",
              RATE,
              seconds,
              Runtime.getRuntime().availableProcessors(),
              on),
          rows,
          List.of(new Plot("Checks at 100,000/s", series)),
          notes);
    }
  }

  private void turn(
      final LoadedGate gate,
      final Disk disk,
      final Path full,
      final Beside beside,
      final int seconds)
      throws IOException {
    final Histogram into = times.get(beside);
    if (beside == Beside.NOTHING) {
      warn(beside.text, gate.open(RATE, seconds, into::add));
      return;
    }
    final Path logs = disk.fresh("logs");
    final Path journal = beside == Beside.FOLLOWING ? gate.data().resolve("journal") : full;
    try (RunningRecorder recorder = new RunningRecorder(journal, logs)) {
      if (beside == Beside.FOLLOWING) {
        // What earlier turns left is not this turn's: begin where the journal ends.
        awaitCaughtUp(recorder);
      }
      final long startNs = System.nanoTime();
      final long before = recorder.status().appliedRecords();
      final long cpuNs = recorder.cpuNs();
      warn(beside.text, gate.open(RATE, seconds, into::add));
      final double took = System.nanoTime() - startNs;
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: %,.0f records/s, on %.0f %% of a core",
              beside.text,
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

  private void row(final String id, final Beside beside, final int seconds) {
    final double with = Spread.P99.of(times.get(beside));
    final double without = Spread.P99.of(times.get(Beside.NOTHING));
    rows.add(
        Row.atMost(
            id,
            String.format(
                Locale.ROOT,
                "p99 of a journaled check at %,d/s beside %s, %d s",
                RATE,
                beside.text,
                seconds),
            BAR,
            Double.NaN,
            with / without,
            "× without",
            Figures.text(with / NS_A_US, "µs") + " beside " + Figures.text(without / NS_A_US, "µs"),
            ""));
  }
}
