package io.tollgate.engine;

import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.StateDump;
import io.tollgate.engine.infra.recovery.Replay;
import io.tollgate.engine.infra.state.HotState;
import io.tollgate.engine.infra.state.StateInspection;
import io.tollgate.engine.infra.state.UnusableStateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the state on the disk, as a stopped or killed engine left it, with what the journal
 * alone gives, byte for byte, in canonical form. Needs no secret. Holds the engine's lock
 * meanwhile, so that it works only while no engine runs on the data directory.
 */
public final class StateComparison {
  private static final String STATE_DUMP = "state.dump";
  private static final String REPLAY_DUMP = "replay.dump";

  private StateComparison() {}

  /**
   * What came out.
   *
   * @param position of the journal's last record.
   * @param lines of the canonical dump of the replay.
   * @param isEqual whether the two are the same.
   * @param difference where they differ first, or why the next start would not use the state; empty
   *     where they are equal.
   */
  public record Result(long position, long lines, boolean isEqual, String difference) {}

  /**
   * Compares, and leaves the dumps where they can be read.
   *
   * @param dataDirectory of the engine.
   * @param dumps an existing directory for the files state.dump and replay.dump.
   * @return what came out.
   * @throws EngineException if an engine runs on the data directory.
   * @throws io.tollgate.journal.JournalException if the journal is missing or damaged.
   */
  public static Result run(final Path dataDirectory, final Path dumps) {
    final DataDirectory data = DataDirectory.open(dataDirectory);
    final EngineLock lock = EngineLock.acquire(data.engineLock());
    try {
      return compare(data, dumps);
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot compare the state of " + data, e);
    } finally {
      lock.close();
    }
  }

  private static Result compare(final DataDirectory data, final Path dumps) throws IOException {
    final Path replayDump = dumps.resolve(REPLAY_DUMP);
    final Path stateDump = dumps.resolve(STATE_DUMP);
    HotState.JournalEnd end = new HotState.JournalEnd(0, 0);
    try {
      final GateState replayed = StateInspection.emptyLike(data.state());
      end = Replay.toEnd(data.journal(), replayed);
      dump(replayed, replayDump);
      try (StateInspection inspection = StateInspection.open(data.state(), end)) {
        dump(inspection.state(), stateDump);
      }
    } catch (final UnusableStateException e) {
      return new Result(end.position(), 0, false, e.getMessage());
    }
    final String difference = difference(stateDump, replayDump);
    return new Result(end.position(), count(replayDump), difference.isEmpty(), difference);
  }

  private static void dump(final GateState state, final Path into) throws IOException {
    try (Writer out = Files.newBufferedWriter(into)) {
      StateDump.write(state, out);
    }
  }

  private static long count(final Path dump) throws IOException {
    try (Stream<String> lines = Files.lines(dump)) {
      return lines.count();
    }
  }

  private static String difference(final Path state, final Path replay) throws IOException {
    final long at = Files.mismatch(state, replay);
    if (at < 0) {
      return "";
    }
    return "from byte "
        + at
        + ": the state says \""
        + lineAt(state, at)
        + "\", the journal \""
        + lineAt(replay, at)
        + '"';
  }

  private static String lineAt(final Path dump, final long at) throws IOException {
    long end = 0;
    final List<String> lines = Files.readAllLines(dump);
    for (final String line : lines) {
      end += line.length() + 1;
      if (at < end) {
        return line;
      }
    }
    return "";
  }
}
