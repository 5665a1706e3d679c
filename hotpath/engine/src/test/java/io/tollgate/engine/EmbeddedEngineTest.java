package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.infra.state.Recovery;
import io.tollgate.engine.support.RawClient;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine with its own threads, and a raw client. */
class EmbeddedEngineTest {
  @TempDir private Path directory;

  private EmbeddedEngine launch() {
    return EmbeddedEngine.launch(
        new EngineContext()
            .dataDirectory(directory)
            .capacities(Capacities.small())
            .minFreeBytes(256 << 20));
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
}
