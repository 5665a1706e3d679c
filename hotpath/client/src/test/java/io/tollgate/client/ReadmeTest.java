package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.quota.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReadmeTest {
  private static final Path SOURCE = Path.of("src/test/java/io/tollgate/client/ReadmeExample.java");

  @Test
  void shouldShowCodeThatCompiles() throws IOException {
    final String readme = Files.readString(Path.of("README.md"));
    final int start = readme.indexOf("```java\n") + "```java\n".length();
    final String example = readme.substring(start, readme.indexOf("```", start));
    assertThat(example.lines().count()).isBetween(10L, 20L);
    assertThat(Files.readString(SOURCE)).contains(example.indent(4));
  }

  @Test
  void shouldShowCodeThatDoesWhatItSays() {
    try (TestEngine engine = new TestEngine().start();
        TollgateClient client = engine.newClient(RetryPolicy.once(Duration.ofSeconds(20)))) {
      assertThat(client.awaitConnected(Duration.ofSeconds(30))).isTrue();
      final Chain chain = engine.newTenant(client, 1).chain(1);
      assertThat(ReadmeExample.ask(engine.data(), chain, () -> 3_000).allowed()).isTrue();
      final AgentSnapshot agent = client.call(new GateQuery.OfAgent(chain, chain.leafAgentId()));
      assertThat(agent.allowance(ResourceType.LLM_TOKENS).orElseThrow().totalUsed())
          .isEqualTo(4_200);
    }
  }
}
