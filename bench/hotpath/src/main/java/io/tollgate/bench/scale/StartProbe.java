package io.tollgate.bench.scale;

import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateRequest;
import io.tollgate.client.RetryPolicy;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.infra.state.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Starts an engine's process and waits, as a client that was there before, for its first answer.
 */
final class StartProbe {
  private static final RetryPolicy PATIENCE =
      RetryPolicy.repeat(Duration.ofSeconds(1), Duration.ofSeconds(50));

  private StartProbe() {}

  /**
   * What was seen.
   *
   * @param engine that runs now; the caller's to end.
   * @param recovery how its state came to be.
   * @param answerNs from before the process was made to the first answer.
   */
  record Start(EngineProcess engine, Recovery recovery, long answerNs) {}

  /**
   * Starts an engine.
   *
   * @param files of the gate.
   * @param chain that is checked and must be allowed.
   * @throws IOException if the engine does not start or answer.
   */
  static Start run(final GateFiles files, final Chain chain) throws IOException {
    // What a killed engine left there would lead to a media driver that is no more.
    Files.deleteIfExists(files.directory().resolve(Path.of("run", "engine.json")));
    try (TollgateClient client = TollgateClient.start(clientContext(files))) {
      final long startNs = System.nanoTime();
      final EngineProcess engine = EngineProcess.start(files);
      final GateAnswer answer =
          client.call(new GateRequest.Check(chain, Population.PERMISSION, 0), PATIENCE);
      final long answerNs = System.nanoTime() - startNs;
      if (!answer.allowed()) {
        engine.close();
        throw new IOException("the first answer was " + answer.reason());
      }
      return new Start(engine, engine.awaitReady(), answerNs);
    }
  }

  private static TollgateClient.Context clientContext(final GateFiles files) {
    return new TollgateClient.Context()
        .locator(GateLocator.ofDataDirectory(files.directory()))
        .reconnectIntervalNs(TimeUnit.MILLISECONDS.toNanos(1))
        .clientName("bench-start");
  }
}
