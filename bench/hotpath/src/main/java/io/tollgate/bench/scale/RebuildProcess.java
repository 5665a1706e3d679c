package io.tollgate.bench.scale;

import io.tollgate.bench.ChildJvm;
import io.tollgate.engine.infra.state.HotState;
import io.tollgate.journal.JournalAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Rebuilds a state from its journal in a process of its own, as a start does that finds none. */
public final class RebuildProcess {
  private static final String REBUILT = "REBUILT ";

  private RebuildProcess() {}

  /**
   * What a rebuild took.
   *
   * @param records of the journal.
   * @param ns from the opening of the state to its being as of the last record.
   */
  record Rebuild(long records, long ns) {
    double recordsPerSecond() {
      return records * 1e9 / ns;
    }
  }

  static Rebuild run(final GateFiles files) throws IOException {
    files.deleteState();
    final Process process =
        ChildJvm.of(
                List.of(),
                RebuildProcess.class,
                List.of(
                    files.directory().toString(), Integer.toString(files.capacities().agents())))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(REBUILT)) {
          final int blank = line.lastIndexOf(' ');
          return new Rebuild(
              Long.parseLong(line.substring(REBUILT.length(), blank)),
              Long.parseLong(line.substring(blank + 1)));
        }
        System.out.println(line);
      }
    } finally {
      process.onExit().join();
    }
    throw new IOException("the rebuild failed");
  }

  /**
   * Rebuilds, and leaves the state as a clean end does.
   *
   * @param arguments data directory, capacity for agents.
   */
  public static void main(final String[] arguments) {
    final GateFiles files =
        new GateFiles(
            Path.of(arguments[0]), GateFiles.capacitiesFor(Integer.parseInt(arguments[1])));
    try (JournalAppender journal = files.openJournal()) {
      final long startNs = System.nanoTime();
      final HotState state = files.openState(journal);
      final long ns = System.nanoTime() - startNs;
      state.closeClean();
      System.out.println(REBUILT + journal.lastPosition() + ' ' + ns);
    }
  }
}
