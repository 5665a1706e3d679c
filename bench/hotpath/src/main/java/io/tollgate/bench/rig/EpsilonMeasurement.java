package io.tollgate.bench.rig;

import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The engine thread's work in a JVM that never collects garbage and has little heap. */
public final class EpsilonMeasurement implements Measurement {
  private static final String ID = "epsilon-100m";
  private static final List<String> NO_GARBAGE_COLLECTOR =
      List.of(
          "-XX:-UseG1GC",
          "-XX:-UseParallelGC",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+UseEpsilonGC",
          "-Xms128m",
          "-Xmx128m");
  private static final long DECISIONS = 100_000_000;
  private static final long QUICK_DECISIONS = 10_000_000;
  private static final int STEPS = 10;
  private static final int WORKERS = 64;

  @Override
  public String id() {
    return "epsilon";
  }

  @Override
  public List<String> rowIds() {
    return List.of(ID);
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws IOException {
    final long decisions = settings.quick() ? QUICK_DECISIONS : DECISIONS;
    return new Section(
        "Without a garbage collector",
        "The duty cycles of the engine thread, journal append included (tmpfs, full files deleted),"
            + " in a JVM with Epsilon GC and a heap of 128 MiB, start-up included; requests and"
            + " answers lie in its own memory.",
        List.of(decide(decisions, settings.scratchDirectory(), progress)),
        List.of(),
        List.of());
  }

  private static Row decide(final long decisions, final Path scratch, final Progress progress)
      throws IOException {
    final Path data;
    try (Rig rig = new Rig(scratch, List.of(), WORKERS, "small")) {
      data = rig.gateData();
    }
    long allowed = 0;
    String note = "";
    final long startNs = System.nanoTime();
    try (RigProcess gate =
        new RigProcess(EpsilonGate.class, NO_GARBAGE_COLLECTOR, List.of(data.toString()))) {
      for (int step = 0; step < STEPS; step++) {
        progress.step(String.format(Locale.ROOT, "%,d of %,d decisions", allowed, decisions));
        allowed += Long.parseLong(gate.ask(Long.toString(decisions / STEPS)));
      }
    } catch (final IOException e) {
      note = "it did not finish: " + e.getMessage();
    }
    final double perSecond = allowed * 1e9 / (System.nanoTime() - startNs);
    return Row.atLeast(
        ID,
        "allowed decisions under Epsilon GC with a 128 MiB heap",
        (double) decisions,
        Double.NaN,
        (double) allowed,
        "decisions",
        String.format(Locale.ROOT, "%.1f M/s", perSecond / 1e6),
        note);
  }
}
