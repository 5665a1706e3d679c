package io.tollgate.client;

import io.tollgate.client.GateRequest.Commit;
import io.tollgate.client.GateRequest.Reserve;
import io.tollgate.client.GateRequest.Use;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.quota.ResourceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The example of the README, word for word. */
final class ReadmeExample {
  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private ReadmeExample() {}

  /** Something whose use is metered. */
  @FunctionalInterface
  interface Model {
    long answer();
  }

  static GateAnswer ask(final Path dataDirectory, final Chain chain, final Model model) {
    final TollgateClient.Context context =
        new TollgateClient.Context().locator(GateLocator.ofDataDirectory(dataDirectory));
    try (TollgateClient client = TollgateClient.start(context)) {
      client.awaitConnected(Duration.ofSeconds(10));
      final PermissionEntry llmCall = client.permission("llm:call");
      final Use atMost =
          new Use(llmCall.bit(), Scope.NONE, ResourceType.LLM_TOKENS, 1_200, 4_000, 0);
      final EventId id = EventId.random();
      final GateAnswer held = client.call(new Reserve(chain, id, atMost, MINUTE_NS));
      if (!held.allowed()) {
        return held; // held.reason() says why, held.fitting() what would have been granted
      }
      return client.call(new Commit(chain, id, 1_200, model.answer()));
    }
  }
}
