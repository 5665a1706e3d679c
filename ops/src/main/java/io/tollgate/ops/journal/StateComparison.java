package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.crypto.HkdfSha256;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EngineException;
import io.tollgate.engine.EngineLock;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.domain.state.StateDump;
import io.tollgate.engine.infra.recovery.Replay;
import io.tollgate.engine.infra.state.HotState;
import io.tollgate.engine.infra.state.Recovery;
import io.tollgate.journal.JournalReader;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.GateHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replays a journal from nothing and compares the result with the hot state on the disk, both
 * written out in canonical order, byte for byte. What a killed engine left is brought to the end of
 * the journal first, as the next start would. Holds the engine's lock meanwhile.
 */
final class StateComparison {

  private final GateHome home;
  private final byte[] rootKey;
  private HotState.JournalEnd end;
  private Recovery recovery;
  private long lines;
  private long mismatch;

  private StateComparison(final GateHome home) {
    this.home = home;
    final DataDirectory data = DataDirectory.open(home.root());
    this.rootKey = HexFormat.of().parseHex(DataDirectory.read(data.rootKey()));
  }

  /**
   * Compares.
   *
   * @throws CliException where an engine runs on the data directory
   */
  static StateComparison of(final GateHome home) {
    final StateComparison comparison = new StateComparison(home);
    final EngineLock lock = lock(home);
    try {
      comparison.compare();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.close();
    }
    return comparison;
  }

  private static EngineLock lock(final GateHome home) {
    try {
      return EngineLock.acquire(home.run().resolve("engine.lock"));
    } catch (final EngineException e) {
      throw new CliException(ExitCode.FAILURE, e.getMessage(), e);
    }
  }

  private void compare() throws IOException {
    end = journalEnd();
    final Path work = Files.createTempDirectory(home.root(), "state-check-");
    try {
      final Path live = work.resolve("live.txt");
      final Path replayed = work.resolve("replayed.txt");
      recovery = dump(home.state(), live);
      dump(Files.createDirectory(work.resolve("state")), replayed);
      mismatch = Files.mismatch(live, replayed);
      try (Stream<String> text = Files.lines(replayed)) {
        lines = text.count();
      }
    } finally {
      delete(work);
    }
  }

  private HotState.JournalEnd journalEnd() {
    try (JournalReader reader = JournalReader.open(home.journal())) {
      reader.moveTo(Math.max(1, JournalEnd.find(reader)));
      while (reader.poll((position, timeNs, buffer, offset, length) -> {})) {
        // To the end: only then the batch's sequence is known.
      }
      return new HotState.JournalEnd(reader.position(), reader.batchSequence());
    }
  }

  private Recovery dump(final Path stateDirectory, final Path target) throws IOException {
    final HotState.Parts parts =
        new HotState.Parts(
            stateDirectory,
            Capacities.standard(),
            GateSettings.standard(),
            new RootKeyDerivation(rootKey, HkdfSha256.create()),
            1);
    final HotState hot =
        HotState.open(parts, end, state -> Replay.run(home.journal(), state, end.position()));
    try (Writer out = Files.newBufferedWriter(target)) {
      StateDump.write(hot.state(), out);
    } finally {
      hot.closeClean();
    }
    return hot.recovery();
  }

  private static void delete(final Path directory) throws IOException {
    final List<Path> files;
    try (Stream<Path> tree = Files.walk(directory)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (final Path file : files) {
      Files.delete(file);
    }
  }

  boolean isEqual() {
    return mismatch < 0;
  }

  ObjectNode json() {
    return Json.object()
        .put("equal", isEqual())
        .put("position", end.position())
        .put("lines", lines)
        .put("recovery", recovery.name())
        .put("text", text());
  }

  private String text() {
    if (!isEqual()) {
      return "the state on the disk DIFFERS from a replay, from byte " + mismatch + " of its dump";
    }
    final String how =
        recovery == Recovery.REBUILT ? " (it could not be trusted and was just rebuilt)" : "";
    return "the state on the disk"
        + how
        + " equals a replay from nothing, byte for byte: "
        + lines
        + " lines at position "
        + end.position();
  }
}
