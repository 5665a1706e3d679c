package io.tollgate.engine.infra.state;

import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.state.DirectStateMemory;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.Table;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.CloseHelper;

/**
 * The state of an engine that is not running, to be looked at. Its files stay as they are, but for
 * one thing: a batch that never reached the journal is taken back, as the next start would do.
 */
public final class StateInspection implements AutoCloseable {
  private final StateFiles files;
  private final GateState state;

  private StateInspection(final StateFiles files, final GateState state) {
    this.files = files;
    this.state = state;
  }

  /**
   * Opens a state.
   *
   * @param directory of the state; nobody else may have it open.
   * @param end of the journal.
   * @return the state.
   * @throws UnusableStateException if there is none, or the next start would throw it away.
   */
  public static StateInspection open(final Path directory, final HotState.JournalEnd end) {
    final StateManifest manifest = StateManifest.read(directory);
    final Map<Table, String> checksums = manifest.check();
    StateFiles.requireAll(directory);
    final StateFiles files = new StateFiles(directory, checksums);
    try {
      final GateState state =
          new GateState(manifest.capacities(), manifest.settings(), files, withoutSecrets(), 0);
      HotState.bringTo(end, state);
      return new StateInspection(files, state);
    } catch (final RuntimeException e) {
      CloseHelper.close(files);
      throw e;
    }
  }

  /**
   * An empty state in memory, of the shape of the one in a directory.
   *
   * @param directory of the other one.
   * @return a state for a replay.
   * @throws UnusableStateException if there is no other one.
   */
  public static GateState emptyLike(final Path directory) {
    final StateManifest manifest = StateManifest.read(directory);
    return new GateState(
        manifest.capacities(), manifest.settings(), new DirectStateMemory(), withoutSecrets(), 0);
  }

  /** A derivation for states that verify nothing and so need no secret. */
  private static KeyDerivation withoutSecrets() {
    return (keyId, tenantId, salt, into) -> into.init(salt, 0, salt.length);
  }

  /** The state; to be read only. */
  public GateState state() {
    return state;
  }

  @Override
  public void close() {
    files.close();
  }
}
