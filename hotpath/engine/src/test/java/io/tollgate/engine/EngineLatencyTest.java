package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.Table;
import io.tollgate.engine.infra.latency.LatencyLog;
import io.tollgate.engine.support.RawClient;
import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.Timed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine with its own threads; what it times, as others see it. */
class EngineLatencyTest {
  private static final int CHECKS = 500;

  @TempDir private Path directory;

  private EmbeddedEngine launch() {
    return EmbeddedEngine.launch(
        new EngineContext()
            .dataDirectory(directory)
            .capacities(Capacities.small())
            .minFreeBytes(256 << 20)
            .latencyIntervalNs(TimeUnit.MILLISECONDS.toNanos(20)));
  }

  @Test
  void shouldTimeEveryRequestOnceAndTellOthers() throws IOException {
    try (EmbeddedEngine engine = launch();
        RawClient client = new RawClient(engine.aeronDirectory())) {
      ask(engine, client);

      await()
          .untilAsserted(
              () -> {
                final LatencySnapshot seen = LatencySnapshot.read(file(engine)).orElseThrow();
                assertThat(seen.total().of(Timed.CHECK).getTotalCount()).isEqualTo(CHECKS);
                assertThat(seen.total().of(Timed.COMMAND).getTotalCount()).isEqualTo(1);
                assertThat(seen.total().of(Timed.CHECK).getMinValue()).isPositive();
              });
      assertThat(engine.counters().get(EngineCounter.REQUESTS).get()).isEqualTo(CHECKS + 1);
    }
    assertThat(LatencySnapshot.fileIn(directory)).doesNotExist();
    assertThat(logged()).isEqualTo(Map.of("check", 500L, "command", 1L, "wait", 501L));
  }

  @Test
  void shouldShowHowFullItsTablesAre() {
    try (EmbeddedEngine engine = launch();
        RawClient client = new RawClient(engine.aeronDirectory())) {
      ask(engine, client);

      await().untilAsserted(() -> assertThat(engine.counters().records(Table.AGENTS)).isEqualTo(2));
      assertThat(engine.counters().records(Table.KEYS)).isEqualTo(1);
    }
  }

  private static Path file(final EmbeddedEngine engine) {
    return LatencySnapshot.fileIn(engine.data().root());
  }

  private static void ask(final EmbeddedEngine engine, final RawClient client) {
    final Chain operator = Chain.ofText(DataDirectory.read(engine.data().operatorChain()));
    for (int i = 0; i < CHECKS; i++) {
      client.askFor(client.messages().check(i, operator, 0));
    }
    assertThat(
            RawClient.reasonOf(
                client.askFor(
                    client
                        .messages()
                        .registerAgent(CHECKS, operator, new byte[32], 0, "somebody"))))
        .isEqualTo(Reason.OK);
  }

  /** Requests by tag in the whole log. */
  private Map<String, Long> logged() throws IOException {
    final Map<String, Long> counts = new TreeMap<>();
    try (HistogramLogReader reader =
        new HistogramLogReader(directory.resolve("log").resolve(LatencyLog.CURRENT).toFile())) {
      for (EncodableHistogram next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        counts.merge(next.getTag(), ((Histogram) next).getTotalCount(), Long::sum);
      }
    }
    return counts;
  }
}
