package io.tollgate.bench.scale;

import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Settings;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.infra.state.Recovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Memory with a million and with ten million agents, the start with a million, and the rebuild from
 * the journal alone.
 */
public final class ScaleMeasurement implements Measurement {
  private static final long SEED = 0x5CA1E;
  private static final int MILLION = 1_000_000;
  private static final int RECORDS_A_BATCH = 64;
  private static final long BATCH_INTERVAL_NS =
      RECORDS_A_BATCH * 1_000_000_000L / Traffic.RECORDS_PER_SECOND;
  private static final int DECISIONS = 15 * MILLION;
  private static final int QUICK_DECISIONS = 5 * MILLION;
  private static final int STARTS = 5;
  private static final int QUICK_STARTS = 3;
  private static final double NS_A_SECOND = 1e9;
  private static final double MIB = 1 << 20;
  private static final double MAX_BYTES_AN_AGENT = 1_024;
  private static final double START_BAR_S = 3;
  private static final double START_AIM_S = 1;
  private static final double REBUILD_BAR = 2;
  private static final double REBUILD_AIM = 5;
  private static final String LIMITS = "three quotas and a budget each";

  private final List<Row> rows = new ArrayList<>();

  @Override
  public String id() {
    return "scale";
  }

  @Override
  public List<String> rowIds() {
    return List.of(
        "memory-per-agent",
        "memory-1m-resident",
        "memory-10m-opened",
        "start-1m",
        "start-1m-killed",
        "rebuild");
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    rows.clear();
    final GateFiles million =
        new GateFiles(
            settings.scratchDirectory().resolve("million"), GateFiles.capacitiesFor(MILLION));
    final int decisions = settings.quick() ? QUICK_DECISIONS : DECISIONS;
    fill(million, decisions, progress);
    start(million, settings.quick() ? QUICK_STARTS : STARTS, progress);
    rebuild(million, decisions, progress);
    million.delete();
    open(settings, progress);
    return new Section(
        "A million agents",
        "Records of a seeded population (one organisation, a team a thousand agents, workers) and"
            + " of decisions of workers at random go to journal and state as the engine writes"
            + " them; engines and rebuilds run in processes of their own with the gate's options.",
        rows,
        List.of(),
        List.of(
            "Of ten decisions five are checks, three uses, one a reservation and one a commit; uses,"
                + " reservations and commits change budgets at three levels; "
                + RECORDS_A_BATCH
                + " records a batch.",
            "All files lie on " + settings.scratchDirectory() + "."));
  }

  private void fill(final GateFiles files, final int decisions, final Progress progress)
      throws IOException {
    progress.step("settling " + MILLION + " agents with " + LIMITS);
    final Population population = new Population(SEED, MILLION);
    files.create();
    final long emptyBytes = files.stateBytes();
    try (RecordWriter writer = new RecordWriter(files, RECORDS_A_BATCH, BATCH_INTERVAL_NS)) {
      new Settlement(population, writer).write(true);
      final double bytes = files.stateBytes() - emptyBytes + indexBytes(files);
      rows.add(
          Row.atMost(
              "memory-per-agent",
              "memory that grows with agents: records of "
                  + MILLION
                  + " agents with "
                  + LIMITS
                  + " on the disk and in memory, and the index of agents with their epochs",
              MAX_BYTES_AN_AGENT,
              Double.NaN,
              bytes / MILLION,
              "B",
              "",
              "index and epochs, "
                  + Math.round((double) indexBytes(files) / MILLION)
                  + " B of these, lie in the heap"));
      progress.step("writing " + decisions + " decisions");
      new Traffic(SEED, population, writer).write(decisions);
    }
  }

  /** Eight bytes an entry, never more than half full; and four bytes an agent for its epoch. */
  private static long indexBytes(final GateFiles files) {
    final int agents = files.capacities().agents();
    return 8L * Integer.highestOneBit(agents * 2 - 1) * 2 + 4L * agents;
  }

  private void start(final GateFiles files, final int times, final Progress progress)
      throws IOException, InterruptedException {
    final Chain chain = new Population(SEED, MILLION).chain(MILLION - 1, files.rootKey());
    final double[] clean = new double[times];
    for (int i = 0; i < times; i++) {
      progress.step("start " + (i + 1) + " of " + times + " after a clean end");
      final StartProbe.Start start = StartProbe.run(files, chain);
      require(start, Recovery.CLEAN);
      clean[i] = start.answerNs() / NS_A_SECOND;
      if (i == times - 1) {
        resident(start.engine());
      }
      start.engine().close();
    }
    rows.add(
        Row.atMost(
            "start-1m",
            "start with "
                + MILLION
                + " agents after a clean end, every page's checksum verified: from before the"
                + " process is made to the first answer over IPC, median of "
                + times,
            START_BAR_S,
            START_AIM_S,
            median(clean),
            "s",
            "",
            "all: " + Arrays.toString(clean)));
    killed(files, chain, times, progress);
  }

  private void killed(
      final GateFiles files, final Chain chain, final int times, final Progress progress)
      throws IOException, InterruptedException {
    StartProbe.run(files, chain).engine().kill();
    final double[] killed = new double[times];
    for (int i = 0; i < times; i++) {
      progress.step("start " + (i + 1) + " of " + times + " after a kill");
      final StartProbe.Start start = StartProbe.run(files, chain);
      require(start, Recovery.UNDONE);
      killed[i] = start.answerNs() / NS_A_SECOND;
      start.engine().kill();
    }
    rows.add(
        Row.atMost(
            "start-1m-killed",
            "the same after SIGKILL, median of " + times,
            START_BAR_S,
            START_AIM_S,
            median(killed),
            "s",
            "",
            "all: " + Arrays.toString(killed)));
  }

  private static void require(final StartProbe.Start start, final Recovery expected)
      throws IOException {
    if (start.recovery() != expected) {
      start.engine().close();
      throw new IOException("the state was " + start.recovery() + ", not " + expected);
    }
  }

  private static double median(final double[] figures) {
    final double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void resident(final EngineProcess engine) throws IOException {
    final Map<String, Long> bytes = engine.residentBytes();
    rows.add(
        Row.shown(
            "memory-1m-resident",
            "resident memory of the engine's process with " + MILLION + " agents, all in memory",
            bytes.get("VmRSS") / MIB,
            "MiB",
            "",
            "of these mapped files "
                + Math.round((bytes.get("RssShmem") + bytes.get("RssFile")) / MIB)
                + " MiB (state, remembered ids, journal, Aeron), the JVM's own "
                + Math.round(bytes.get("RssAnon") / MIB)
                + " MiB"));
  }

  private void rebuild(final GateFiles files, final int decisions, final Progress progress)
      throws IOException {
    progress.step("rebuilding");
    final RebuildProcess.Rebuild rebuild = RebuildProcess.run(files);
    rows.add(
        Row.atLeast(
            "rebuild",
            "rebuild from the journal alone: "
                + rebuild.records()
                + " records, of which "
                + decisions
                + " decisions of "
                + MILLION
                + " agents at random, the rest commands that settle them; a fresh JVM",
            REBUILD_BAR,
            REBUILD_AIM,
            rebuild.recordsPerSecond() / MILLION,
            "M records/s",
            "",
            ""));
  }

  private void open(final Settings settings, final Progress progress)
      throws IOException, InterruptedException {
    final int capacity = 10 * MILLION;
    final int agents = settings.quick() ? MILLION : capacity;
    final GateFiles files =
        new GateFiles(
            settings.scratchDirectory().resolve("ten-million"), GateFiles.capacitiesFor(capacity));
    progress.step("settling " + agents + " agents in a gate for " + capacity);
    files.create();
    final long emptyBytes = files.stateBytes();
    final Population population = new Population(SEED, agents);
    try (RecordWriter writer = new RecordWriter(files, RECORDS_A_BATCH, BATCH_INTERVAL_NS)) {
      new Settlement(population, writer).write(false);
    }
    final double bytes = files.stateBytes() - emptyBytes + indexBytes(files);
    progress.step("starting it");
    final StartProbe.Start start =
        StartProbe.run(files, population.chain(agents - 1, files.rootKey()));
    final Map<String, Long> resident = start.engine().residentBytes();
    start.engine().kill();
    rows.add(
        Row.atMost(
            "memory-10m-opened",
            "a gate opened for "
                + capacity
                + " agents with "
                + agents
                + " registered (no quotas or budgets of their own), which answers for the last of"
                + " them: memory an agent",
            MAX_BYTES_AN_AGENT,
            Double.NaN,
            bytes / agents,
            "B",
            "",
            "first answer after "
                + start.answerNs() / MILLION
                + " ms, resident "
                + Math.round(resident.get("VmRSS") / MIB)
                + " MiB"));
    files.delete();
  }
}
