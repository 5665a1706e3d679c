package io.tollgate.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadLoopTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int RATE = 1_000;

  @TempDir private Path directory;

  private final Latencies latencies = new Latencies(2);

  private static LoadLoop loop(final ScriptedExchange exchange) {
    return new LoadLoop(exchange, exchange, NoOpIdleStrategy.INSTANCE);
  }

  private Histogram recorded() throws IOException {
    final Path file = directory.resolve("latencies.hlog");
    latencies.write(file);
    final Histogram total = new Histogram(3);
    Latencies.read(file, total::add);
    return total;
  }

  @Test
  void shouldSendOneAtATimeInAClosedLoop() throws IOException {
    final ScriptedExchange exchange = new ScriptedExchange(MILLI_NS, 10 * MILLI_NS);
    final LoadResult result = loop(exchange).closed(1, latencies);
    assertThat(exchange.mostUnanswered()).isEqualTo(1);
    assertThat(result.answered()).isEqualTo(result.sent()).isPositive();
    assertThat(result.warning()).isEmpty();
    assertThat(recorded().getTotalCount()).isEqualTo(result.answered());
    assertThat(recorded().getMinValue()).isBetween(10 * MILLI_NS - MILLI_NS, 12 * MILLI_NS);
  }

  @Test
  void shouldKeepNoMoreUnansweredThanTheWindow() {
    final ScriptedExchange exchange = new ScriptedExchange(1_000, MILLI_NS);
    final LoadResult result = loop(exchange).pipelined(1, 5, 1_000);
    assertThat(exchange.mostUnanswered()).isEqualTo(5);
    assertThat(result.answered()).isEqualTo(1_000);
  }

  @Test
  void shouldSendAtTheIntendedMoments() {
    final ScriptedExchange exchange = new ScriptedExchange(1_000, 1_000);
    final long startNs = exchange.nanoTime();
    final LoadResult result = loop(exchange).open(RATE, 1, latencies);
    assertThat(result.sent()).isEqualTo(RATE);
    assertThat(result.warning()).isEmpty();
    for (int i = 0; i < RATE; i++) {
      assertThat(exchange.correlationIds().get(i)).isEqualTo(startNs + i * MILLI_NS);
    }
  }

  @Test
  void shouldCountTheTimeThatRequestsWaitedForTheirTurn() throws IOException {
    final ScriptedExchange exchange = new ScriptedExchange(1_000, 1_000);
    exchange.fullUntil(exchange.nanoTime() + SECOND_NS / 2);
    final LoadResult result = loop(exchange).open(RATE, 1, latencies);
    assertThat(result.sent()).isEqualTo(RATE);
    assertThat(recorded().getMaxValue()).isGreaterThan(SECOND_NS / 2 - 10 * MILLI_NS);
    assertThat(recorded().getCountBetweenValues(100 * MILLI_NS, SECOND_NS))
        .as("requests meant for the first 0.4 s")
        .isBetween(390L, 410L);
  }

  @Test
  void shouldWarnWhenTheRateIsMissed() {
    final ScriptedExchange exchange = new ScriptedExchange(50 * MILLI_NS, 1_000);
    final LoadResult result = loop(exchange).open(RATE, 1, latencies);
    assertThat(result.sent()).isLessThan(RATE);
    assertThat(result.warning()).hasValueSatisfying(text -> assertThat(text).contains("missed"));
  }

  @Test
  void shouldGiveUpAndWarnWhenNobodyAnswers() {
    final ScriptedExchange exchange = new ScriptedExchange(1_000, 1_000);
    exchange.silentFrom(exchange.nanoTime() + SECOND_NS / 2);
    final long startNs = exchange.nanoTime();
    final LoadResult result = loop(exchange).closed(1, latencies);
    assertThat(exchange.nanoTime() - startNs).isLessThan(2 * LoadLoop.GRACE_NS);
    assertThat(result.warning())
        .hasValueSatisfying(text -> assertThat(text).contains("1 requests were not answered"));
  }

  @Test
  void shouldWarnOfRefusals() {
    final ScriptedExchange exchange = new ScriptedExchange(1_000, 1_000);
    exchange.refuse();
    final LoadResult result = loop(exchange).pipelined(1, 8, 100);
    assertThat(result.refused()).isEqualTo(100);
    assertThat(result.warning())
        .hasValueSatisfying(text -> assertThat(text).contains("100 requests were refused"));
  }

  @Test
  void shouldTellAnotherProcessAllOfAResult() {
    final LoadResult result = new LoadResult(1, 2, 3, 4, 5, 6);
    assertThat(LoadResult.ofLine(result.toLine())).isEqualTo(result);
    assertThat(result.plus(new LoadResult(10, 20, 30, 40, 3, 60)))
        .isEqualTo(new LoadResult(11, 22, 33, 44, 5, 66));
  }
}
