package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.infra.state.Recovery;
import io.tollgate.engine.support.RawClient;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine with its own threads, and a raw client. */
class EmbeddedEngineTest {
  @TempDir private Path directory;

  private EmbeddedEngine launch() {
    return EmbeddedEngine.launch(context());
  }

  private EngineContext context() {
    return new EngineContext()
        .dataDirectory(directory)
        .capacities(Capacities.small())
        .minFreeBytes(256 << 20);
  }

  private static Chain operatorChain(final EmbeddedEngine engine) {
    return Chain.ofText(DataDirectory.read(engine.data().operatorChain()));
  }

  @Test
  void shouldDecideChecksAndCarryOutCommands() {
    try (EmbeddedEngine engine = launch();
        RawClient client = new RawClient(engine.aeronDirectory())) {
      final Chain operator = operatorChain(engine);
      AnswerDecoder answer = client.askFor(client.messages().check(1, operator, 0));
      assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
      assertThat(answer.correlationId()).isEqualTo(1);
      assertThat(answer.decision()).isEqualTo((short) 1);

      answer =
          client.askFor(client.messages().registerAgent(2, operator, new byte[32], 0, "somebody"));
      assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
      answer = client.askFor(client.messages().check(3, operator, 100));
      assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.PERMISSION_UNKNOWN);
      assertThat(engine.recovery()).isEqualTo(Recovery.FIRST_START);
    }
  }

  @Test
  void shouldGoOnWhereItEnded() {
    launch().close();
    try (EmbeddedEngine engine = launch();
        RawClient client = new RawClient(engine.aeronDirectory())) {
      assertThat(engine.recovery()).isEqualTo(Recovery.CLEAN);
      final AnswerDecoder answer =
          client.askFor(client.messages().check(1, operatorChain(engine), 0));
      assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void shouldDoAllWorkOnTheCallersThreadInLockStep() {
    try (EmbeddedEngine engine = EmbeddedEngine.launch(context().lockStep(true));
        RawClient client = new RawClient(engine)) {
      final AnswerDecoder answer =
          client.askFor(client.messages().check(1, operatorChain(engine), 0));
      assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void shouldRefuseSecondEngineOnTheSameData() {
    try (EmbeddedEngine engine = launch()) {
      assertThatThrownBy(this::launch)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      try (RawClient client = new RawClient(engine.aeronDirectory())) {
        assertThat(client.ask(client.messages().buffer(), client.messages().status(1))).isNotNull();
      }
    }
  }

  @Test
  void shouldRebuildWhatWasDestroyedAndGoOn() throws IOException {
    launch().close();
    Files.write(directory.resolve("state/agents.cm"), new byte[5_000]);
    try (EmbeddedEngine engine = launch();
        RawClient client = new RawClient(engine.aeronDirectory())) {
      assertThat(engine.recovery()).isEqualTo(Recovery.REBUILT);
      final AnswerDecoder answer =
          client.askFor(client.messages().check(1, operatorChain(engine), 0));
      assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void shouldRebuildWhereCapacitiesWereChanged() {
    launch().close();
    final Capacities wider = new Capacities(1 << 11, 64, 1 << 11, 1 << 10, 64, 512, 2_000, 256);
    try (EmbeddedEngine engine = EmbeddedEngine.launch(context().capacities(wider));
        RawClient client = new RawClient(engine.aeronDirectory())) {
      assertThat(engine.recovery()).isEqualTo(Recovery.REBUILT);
      final AnswerDecoder answer =
          client.askFor(client.messages().check(1, operatorChain(engine), 0));
      assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void shouldSayWhatToDoWhereTheJournalHoldsMoreThanTheCapacities() {
    try (EmbeddedEngine engine = launch();
        RawClient client = new RawClient(engine.aeronDirectory())) {
      client.askFor(
          client.messages().registerAgent(1, operatorChain(engine), new byte[32], 0, "somebody"));
    }
    final Capacities narrow = new Capacities(1, 64, 1 << 11, 1 << 10, 64, 1 << 10, 1 << 10, 256);
    assertThatThrownBy(() -> EmbeddedEngine.launch(context().capacities(narrow)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("more than 1 agents")
        .hasMessageContaining("set it back or higher");
    try (EmbeddedEngine engine = launch()) {
      assertThat(engine.recovery()).isEqualTo(Recovery.REBUILT);
    }
  }

  @Test
  void shouldNotStartWithoutTheRootKeyThatTheJournalWasWrittenWith() throws IOException {
    launch().close();
    Files.delete(directory.resolve("secrets/root.key"));
    assertThatThrownBy(this::launch)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("root key is missing");
  }

  @Test
  void shouldNotStartWithoutTheKeyThatLinksAreDerivedFrom() throws IOException {
    launch().close();
    Files.delete(directory.resolve("secrets/link.key"));
    assertThatThrownBy(this::launch)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("link.key is missing");
  }

  @Test
  void shouldLetNobodyElseIntoTheFilesThatChainsPassThrough() throws IOException {
    try (EmbeddedEngine engine = launch()) {
      assertThat(Files.getPosixFilePermissions(engine.aeronDirectory()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void shouldTellOtherProcessesWhereItIsWhileItRuns() throws IOException {
    final Path info = directory.resolve("run/engine.json");
    try (EmbeddedEngine engine = launch()) {
      assertThat(Files.readString(info))
          .contains("\"pid\": " + ProcessHandle.current().pid())
          .contains("\"aeronDirectory\": \"" + engine.aeronDirectory() + '"');
    }
    assertThat(info).doesNotExist();
  }

  @Test
  void shouldServeOthersWhileOneClientDoesNotRead() {
    try (EmbeddedEngine engine = EmbeddedEngine.launch(context().stallTimeoutNs(300_000_000L));
        RawClient slow = new RawClient(engine.aeronDirectory());
        RawClient quick = new RawClient(engine.aeronDirectory())) {
      final Chain operator = operatorChain(engine);
      final EngineCounters counters = engine.counters();
      while (counters.get(EngineCounter.BACK_PRESSURE).get() == 0) {
        slow.offer(slow.messages().buffer(), slow.messages().check(1, operator, 0));
      }
      for (int i = 0; i < 100; i++) {
        final AnswerDecoder answer = quick.askFor(quick.messages().check(i, operator, 0));
        assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
      }
      quick.await(() -> counters.get(EngineCounter.SESSIONS_STALLED).get() == 1);
      quick.await(() -> counters.get(EngineCounter.SESSIONS).get() == 1);
    }
  }
}
