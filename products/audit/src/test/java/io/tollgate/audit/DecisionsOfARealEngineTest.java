package io.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.flow.Retention;
import io.tollgate.client.Authority;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateCommand;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateRequest;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.support.PageRequest;
import io.tollgate.support.consumer.JournalConsumer;
import io.tollgate.support.secret.SecretFile;
import io.tollgate.support.testing.TestDatabase;
import io.tollgate.support.testing.TestFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DecisionsOfARealEngineTest {
  @Test
  void shouldShowEveryDecisionUnderThePositionThatItsAnswerGave() throws IOException {
    final Path data = TestFiles.newDirectory("audit-engine-test-");
    try (TestDatabase database = new TestDatabase();
        EmbeddedEngine engine = launch(data);
        TollgateClient client =
            TollgateClient.start(
                new TollgateClient.Context().locator(GateLocator.at(engine.aeronDirectory())))) {
      assertThat(client.awaitConnected(Duration.ofSeconds(30))).isTrue();
      final Chain operator =
          Chain.ofText(new SecretFile(data.resolve("secrets/operator.chain")).read());
      final AuditProduct product = new AuditProduct(database.database());
      try (JournalConsumer consumer =
          product.consumer(data.resolve("journal"), Retention.DEFAULT)) {
        consumer.start();
        assertShown(client, operator, product.decisionLog(Duration.ofSeconds(30)));
      }
    } finally {
      TestFiles.delete(data);
    }
  }

  private static EmbeddedEngine launch(final Path data) {
    return EmbeddedEngine.launch(
        new EngineContext()
            .dataDirectory(data)
            .capacities(Capacities.small())
            .minFreeBytes(256 << 20));
  }

  private static void assertShown(
      final TollgateClient client, final Chain operator, final DecisionLog log) {
    final GateAnswer allowed = client.call(new GateRequest.Check(operator, 0, 0));
    final GateAnswer denied = client.call(new GateRequest.Check(operator, 16, 0));
    final GateAnswer refused =
        client.call(
            new GateCommand.SetTrust(new byte[32], Trust.TRUSTED, GateCommand.ANY_VERSION)
                .by(new Authority(operator, "mallory")));

    final List<Decision> decisions =
        log.query(DecisionFilter.all(), PageRequest.first(), refused.position()).value().items();
    assertThat(decisions)
        .extracting(Decision::position)
        .containsExactly(refused.position(), denied.position(), allowed.position());
    assertThat(decisions)
        .extracting(Decision::reason)
        .containsExactly(Reason.NOT_FOUND, Reason.PERMISSION_UNKNOWN, Reason.OK);
    assertThat(decisions.get(0).command().orElseThrow().actor()).isEqualTo("mallory");
    assertThat(decisions.get(0).command().orElseThrow().name()).isEqualTo("SetTrust");
    assertThat(decisions.get(2).request().orElseThrow().permission()).contains("gate:agents");
    assertThat(decisions.get(2).agent()).isPresent();
  }
}
