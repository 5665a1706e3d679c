package io.tollgate.bench.scale;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.infra.recovery.Replay;
import io.tollgate.engine.infra.state.HotState;
import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalContext;
import io.tollgate.journal.SyncPolicy;
import io.tollgate.secrets.SecretStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A gate's data directory, written and read without an engine. */
record GateFiles(Path directory, Capacities capacities) {
  private static final long FILTER_KEY = 0x5EED;
  private static final long MIN_FREE_BYTES = 256L << 20;

  /** Room for so many agents, each with three allowances and a budget; the rest as usual. */
  static Capacities capacitiesFor(final int agents) {
    final Capacities usual = Capacities.standard();
    return new Capacities(
        agents,
        usual.keys(),
        Math.multiplyExact(agents, 3),
        agents,
        usual.prices(),
        usual.reservations(),
        usual.events(),
        usual.revokedLinks());
  }

  /** What an engine on the directory is given. */
  EngineContext context() {
    return new EngineContext()
        .dataDirectory(directory)
        .capacities(capacities)
        .minFreeBytes(MIN_FREE_BYTES);
  }

  /** Lets an engine be born there and die at once. */
  void create() {
    EmbeddedEngine.launch(context().lockStep(true)).close();
  }

  private DataDirectory data() {
    return DataDirectory.open(directory);
  }

  Path journal() {
    return data().journal();
  }

  Path state() {
    return data().state();
  }

  /** Bytes that the state's files really take of the disk. */
  long stateBytes() throws IOException {
    final Process du =
        new ProcessBuilder("du", "--summarize", "--block-size=1", state().toString()).start();
    try (BufferedReader said = du.inputReader()) {
      final String line = said.readLine();
      return Long.parseLong(line.substring(0, line.indexOf('\t')));
    }
  }

  /** Throws the state away. */
  void deleteState() throws IOException {
    try (Stream<Path> files = Files.list(state())) {
      for (final Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
  }

  /** Throws everything away. */
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (final Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }

  byte[] rootKey() {
    return SecretStore.open(data().secrets()).secret(DataDirectory.LINK_KEY).read(32);
  }

  JournalAppender openJournal() {
    return JournalAppender.open(
        new JournalContext()
            .directory(journal())
            .syncPolicy(SyncPolicy.NONE)
            .minFreeBytes(MIN_FREE_BYTES));
  }

  /** Opens the state, rebuilding it where a start of the engine would. */
  HotState openState(final JournalAppender journal) {
    return HotState.open(
        new HotState.Parts(
            state(),
            capacities,
            GateSettings.standard(),
            new RootKeyDerivation(rootKey(), HkdfSha256.create()),
            FILTER_KEY),
        new HotState.JournalEnd(journal.lastPosition(), journal.lastBatchSequence()),
        state -> Replay.run(journal(), state, journal.lastPosition()));
  }
}
