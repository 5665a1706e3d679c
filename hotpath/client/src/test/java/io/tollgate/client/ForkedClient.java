package io.tollgate.client;

import io.tollgate.client.GateRequest.Consume;
import io.tollgate.client.GateRequest.Use;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.quota.ResourceType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client in a process of its own: consumes one token a call, and says how often it might. */
final class ForkedClient {
  private static final RetryPolicy POLICY =
      RetryPolicy.repeat(Duration.ofSeconds(5), Duration.ofSeconds(45));

  private ForkedClient() {}

  /** Arguments: data directory, rounds, calls a round. First line of input: the chain. */
  public static void main(final String[] args) throws IOException {
    final BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    final Chain chain = Chain.ofText(input.readLine());
    final TollgateClient.Context context =
        new TollgateClient.Context().locator(GateLocator.ofDataDirectory(Path.of(args[0])));
    try (TollgateClient client = TollgateClient.start(context)) {
      long allowed = 0;
      for (int round = Integer.parseInt(args[1]); round > 0; round--) {
        allowed += consume(client, chain, Integer.parseInt(args[2]));
      }
      System.out.println(allowed);
    }
  }

  /** Consumes one token a call, all at once, and waits for every answer. */
  static long consume(final TollgateClient client, final Chain chain, final int calls) {
    final Use use = new Use(TestTenant.PERMISSION, 0, ResourceType.LLM_TOKENS, 1, 0, 0);
    final List<CompletableFuture<GateAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      answers.add(client.callAsync(new Consume(chain, EventId.random(), use), POLICY));
    }
    return answers.stream().filter(answer -> answer.join().allowed()).count();
  }
}
