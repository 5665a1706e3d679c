package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.client.GateRequest.Consume;
import io.tollgate.client.GateRequest.Use;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.IoUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients and engines in processes of their own. */
@Timeout(180)
class SeveralProcessesTest {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final int CALLS = 400;

  private final TestEngine engine = new TestEngine();
  private Path aeronDirectory;

  @AfterEach
  void cleanUp() {
    engine.close();
    if (aeronDirectory != null) {
      // What a killed driver leaves behind.
      IoUtil.delete(aeronDirectory.toFile(), true);
    }
  }

  private static long tokensUsed(final TollgateClient client, final Chain chain) {
    final AgentSnapshot agent = client.call(new GateQuery.OfAgent(chain, chain.leafAgentId()));
    assertThat(agent.reason()).isEqualTo(Reason.OK);
    return agent
        .allowance(ResourceType.LLM_TOKENS)
        .map(AgentSnapshot.Allowance::totalUsed)
        .orElse(0L);
  }

  @Test
  void shouldServeClientsInSeveralProcessesAtOnce() throws Exception {
    engine.start();
    try (TollgateClient client = engine.newClient(RetryPolicy.once(LONG))) {
      assertThat(client.awaitConnected(LONG)).isTrue();
      final Chain chain = engine.newTenant(client, 2).chain(2);
      final List<ForkedJvm> others = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          final ForkedJvm other =
              new ForkedJvm(
                  ForkedClient.class, engine.data().toString(), "1", Integer.toString(CALLS));
          others.add(other);
          other.say(chain.toText());
        }
        assertThat(ForkedClient.consume(client, chain, CALLS)).isEqualTo(CALLS);
        for (final ForkedJvm other : others) {
          assertThat(other.hear()).isEqualTo(Integer.toString(CALLS));
        }
      } finally {
        for (final ForkedJvm other : others) {
          other.close();
        }
      }
      assertThat(tokensUsed(client, chain)).isEqualTo(3L * CALLS);
    }
  }

  @Test
  void shouldGoOnWhenAnotherClientIsKilled() throws Exception {
    engine.start();
    try (TollgateClient client = engine.newClient(RetryPolicy.once(LONG))) {
      assertThat(client.awaitConnected(LONG)).isTrue();
      final Chain chain = engine.newTenant(client, 2).chain(2);
      try (ForkedJvm other =
          new ForkedJvm(ForkedClient.class, engine.data().toString(), "1000000000", "10")) {
        other.say(chain.toText());
        final long before = tokensUsed(client, chain);
        while (tokensUsed(client, chain) == before) {
          Thread.onSpinWait();
        }
        other.kill();
      }
      assertThat(ForkedClient.consume(client, chain, CALLS)).isEqualTo(CALLS);
    }
  }

  @Test
  void shouldLoseAndDoubleNothingWhenTheEngineIsKilled() throws Exception {
    final RetryPolicy policy = RetryPolicy.repeat(Duration.ofSeconds(5), LONG);
    try (TollgateClient client = engine.newClient(policy)) {
      final Chain chain;
      final List<CompletableFuture<GateAnswer>> answers = new ArrayList<>();
      try (ForkedJvm first = startEngine()) {
        assertThat(client.awaitConnected(LONG)).isTrue();
        chain = engine.newTenant(client, 2).chain(2);
        consumeInto(answers, client, chain);
        answers.get(answers.size() / 4).join();
        first.kill();
      }
      consumeInto(answers, client, chain);
      try (ForkedJvm second = startEngine()) {
        for (final CompletableFuture<GateAnswer> answer : answers) {
          assertThat(answer.join().reason()).isEqualTo(Reason.OK);
        }
        assertThat(answers.stream().map(answer -> answer.join().position()))
            .doesNotHaveDuplicates();
        assertThat(tokensUsed(client, chain)).isEqualTo(answers.size());
        assertThat(client.statistics().connects()).isEqualTo(2);
        second.kill();
      }
    }
  }

  private ForkedJvm startEngine() throws IOException {
    final ForkedJvm started = new ForkedJvm(ForkedEngine.class, engine.data().toString());
    aeronDirectory = Path.of(started.hear());
    return started;
  }

  private static void consumeInto(
      final List<CompletableFuture<GateAnswer>> answers,
      final TollgateClient client,
      final Chain chain) {
    final Use use = new Use(TestTenant.PERMISSION, 0, ResourceType.LLM_TOKENS, 1, 0, 0);
    for (int i = 0; i < CALLS; i++) {
      answers.add(client.callAsync(new Consume(chain, EventId.random(), use)));
    }
  }
}
