package io.tollgate.reliability;

import io.tollgate.client.GateLocator;
import io.tollgate.client.RetryPolicy;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.domain.chain.Chain;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A client in a process of its own: asks without end at its rate, and asks again until it is
 * answered. Understands lines: PHASE (says the latencies since the last), STOP (waits for all
 * answers, writes them down, says DONE), then ends.
 */
final class LoadClient {
  private static final RetryPolicy POLICY =
      RetryPolicy.repeat(Duration.ofSeconds(2), Duration.ofSeconds(45));

  private LoadClient() {}

  /** Arguments: data directory, number of the client, seed, requests a second, file. */
  public static void main(final String[] arguments) throws Exception {
    final BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    final Chain[] chains = new Chain[Fleet.LEAVES];
    for (int leaf = 0; leaf < chains.length; leaf++) {
      chains[leaf] = Chain.ofText(input.readLine());
    }
    final TollgateClient.Context context =
        new TollgateClient.Context()
            .locator(GateLocator.ofDataDirectory(Path.of(arguments[0])))
            .retryPolicy(POLICY)
            .errorHandler(error -> {})
            .reconnectIntervalNs(TimeUnit.MILLISECONDS.toNanos(20));
    try (DataOutputStream outcomes =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[4]))));
        TollgateClient client = TollgateClient.start(context)) {
      final Load load =
          new Load(
              client,
              chains,
              Integer.parseInt(arguments[1]),
              Long.parseLong(arguments[2]),
              Long.parseLong(arguments[3]),
              outcomes);
      load.start();
      try {
        obey(input, load);
      } finally {
        load.abandon();
      }
      outcomes.flush();
      System.out.println("DONE " + client.statistics());
    }
  }

  private static void obey(final BufferedReader input, final Load load)
      throws IOException, InterruptedException {
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.equals("PHASE")) {
        System.out.println("PHASE " + load.phase());
      } else if (line.equals("STOP")) {
        load.stop();
        return;
      }
    }
  }
}
