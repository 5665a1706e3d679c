package io.tollgate.engine.infra.state;

import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.memory.UndoLog;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.StateHeader;
import io.tollgate.engine.domain.state.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the engine in its files. Opening it brings it to where the journal is: it is taken
 * as it was left, or the batch that was never journaled is taken back, or, where neither can be
 * trusted, it is thrown away and rebuilt.
 */
public final class HotState implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotState.class);

  private final StateFiles files;
  private final StateManifest manifest;
  private final GateState state;
  private final Recovery recovery;

  /**
   * Where the journal ends.
   *
   * @param position of its last record; 0 where there is none.
   * @param batchSequence of its last batch; 0 where there is none.
   */
  public record JournalEnd(long position, long batchSequence) {}

  /**
   * What a state is made of.
   *
   * @param directory of its files.
   * @param capacities of its tables.
   * @param settings of the rules.
   * @param derivation of the tenants' keys.
   * @param filterKey keys the places of the event ids.
   */
  public record Parts(
      Path directory,
      Capacities capacities,
      GateSettings settings,
      KeyDerivation derivation,
      long filterKey) {}

  private HotState(
      final StateFiles files,
      final StateManifest manifest,
      final GateState state,
      final Recovery recovery) {
    this.files = files;
    this.manifest = manifest;
    this.state = state;
    this.recovery = recovery;
  }

  /**
   * Opens the state.
   *
   * @param parts of it.
   * @param end of the journal.
   * @param rebuild brings an empty state to the end of the journal.
   * @return the state as of the end of the journal.
   */
  public static HotState open(
      final Parts parts, final JournalEnd end, final Consumer<GateState> rebuild) {
    final StateManifest manifest =
        new StateManifest(parts.directory(), parts.capacities(), parts.settings());
    if (manifest.exists()) {
      try {
        return reopen(parts, end, manifest);
      } catch (final RuntimeException e) {
        LOG.warn(
            "The hot state is thrown away and rebuilt from the journal: {}",
            e instanceof UnusableStateException ? e.getMessage() : e.toString());
      }
    }
    discard(parts.directory());
    return begin(parts, end, manifest, rebuild);
  }

  private static HotState begin(
      final Parts parts,
      final JournalEnd end,
      final StateManifest manifest,
      final Consumer<GateState> rebuild) {
    final StateFiles files = new StateFiles(parts.directory(), Map.of());
    try {
      final GateState state = stateOver(parts, files);
      Recovery recovery = Recovery.FIRST_START;
      if (end.position() > 0) {
        rebuild.accept(state);
        recovery = Recovery.REBUILT;
      }
      // Only now: a rebuild keeps no undo log, so that nobody may use what a killed one leaves.
      manifest.markInUse();
      return new HotState(files, manifest, state, recovery);
    } catch (final RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static HotState reopen(
      final Parts parts, final JournalEnd end, final StateManifest manifest) {
    final Map<Table, String> checksums = manifest.check();
    StateFiles.requireAll(parts.directory());
    final StateFiles files = new StateFiles(parts.directory(), checksums);
    try {
      manifest.markInUse();
      final GateState state = stateOver(parts, files);
      bringTo(end, state);
      final boolean isClean = !checksums.isEmpty();
      return new HotState(files, manifest, state, isClean ? Recovery.CLEAN : Recovery.UNDONE);
    } catch (final RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /**
   * Brings a state as it was left to where the journal ends.
   *
   * @param end of the journal.
   * @param state as it was found.
   * @throws UnusableStateException if it is of another place in the journal.
   */
  static void bringTo(final JournalEnd end, final GateState state) {
    undo(state, end);
    final StateHeader header = state.header();
    if (header.position() != end.position() || header.batchSequence() != end.batchSequence()) {
      throw new UnusableStateException(
          "the state is at record " + header.position() + ", the journal at " + end.position());
    }
  }

  /** Takes the open batch back, unless the journal has it. */
  private static void undo(final GateState state, final JournalEnd end) {
    final UndoLog undo = state.undo();
    if (undo.count() == 0) {
      return;
    }
    if (undo.batchSequence() <= end.batchSequence()) {
      undo.commit();
    } else {
      LOG.info("Taking back batch {}, which never reached the journal", undo.batchSequence());
      state.rollback();
    }
  }

  private static GateState stateOver(final Parts parts, final StateFiles files) {
    return new GateState(
        parts.capacities(), parts.settings(), files, parts.derivation(), parts.filterKey());
  }

  private static void discard(final Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      for (final Path child : (Iterable<Path>) children::iterator) {
        Files.delete(child);
      }
    } catch (final IOException e) {
      throw new UnusableStateException("cannot throw away the state in " + directory + ": " + e, e);
    }
  }

  /** The state itself. */
  public GateState state() {
    return state;
  }

  /** How it was brought to where the journal is. */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Closes the files after a clean end: no batch is open and the journal has all of them.
   *
   * @throws UnusableStateException if they do not reach the disk; they will be rebuilt.
   */
  public void closeClean() {
    final Map<Table, String> checksums = files.checksums();
    files.close();
    files.force();
    manifest.markClean(checksums);
  }

  /** Closes the files as a crash would leave them. */
  @Override
  public void close() {
    files.close();
  }
}
