package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.support.RawClient;
import io.tollgate.engine.support.RawClient.Messages;
import io.tollgate.secrets.SecretStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine with its own threads; counts what the engine thread allocates. */
class AllocationTest {
  private static final int WARM_UP = 30_000;
  private static final int MEASURED = 20_000;

  /** Tables that have all their memory after the warm-up: growing by a page allocates a little. */
  private static final Capacities SMALL_TABLES =
      new Capacities(1 << 10, 1 << 6, 1 << 11, 1 << 10, 1 << 6, 1 << 13, 1 << 14, 1 << 8);

  /** Ids that are forgotten soon enough for the small tables. */
  private static final GateSettings SHORT_MEMORY = shortMemory();

  @TempDir private Path directory;

  private long nextId;

  /** Writes the next request. */
  private interface Request {
    int write(Messages messages, long id);
  }

  @Test
  void shouldAllocateNothingOnTheEngineThread() {
    try (EmbeddedEngine engine =
            EmbeddedEngine.launch(
                new EngineContext()
                    .dataDirectory(directory)
                    .capacities(SMALL_TABLES)
                    .settings(SHORT_MEMORY)
                    .minFreeBytes(256 << 20));
        RawClient client = new RawClient(engine.aeronDirectory())) {
      final Population people =
          new Population(
              3,
              new Secrets(SecretStore.open(engine.data().secrets())).linkKey(false),
              System.currentTimeMillis() * 1_000_000);
      people.settle(
          client.messages(),
          Chain.ofText(DataDirectory.read(engine.data().operatorChain())),
          length -> assertThat(RawClient.reasonOf(client.askFor(length))).isEqualTo(Reason.OK));
      final Chain chain = people.chain(1);
      assertAllocatesNothing(
          "check", client, (messages, id) -> messages.check(id, chain, Population.PERMISSION));
      assertAllocatesNothing(
          "consume",
          client,
          (messages, id) -> messages.consume(id, chain, id, 1, Population.PRICE));
      assertAllocatesNothing(
          "reserve and commit",
          client,
          (messages, id) ->
              id % 2 == 0
                  ? messages.reserve(id, chain, id, 2, Population.PRICE, 60_000_000_000L)
                  : messages.commit(id, chain, id - 1, 1));
      assertThat(engine.counters().refused(Reason.TABLE_FULL)).isZero();
      assertThat(engine.counters().get(EngineCounter.ALLOWED).get())
          .isGreaterThanOrEqualTo(3L * (WARM_UP + MEASURED));
    }
  }

  private static GateSettings shortMemory() {
    final GateSettings standard = GateSettings.standard();
    return new GateSettings(
        standard.chainCacheNs(),
        standard.minReservationNs(),
        standard.maxReservationNs(),
        TimeUnit.MILLISECONDS.toNanos(1),
        standard.maxLinkLifetimeSeconds());
  }

  private void assertAllocatesNothing(
      final String what, final RawClient client, final Request request) {
    pump(client, request, WARM_UP);
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    final long engineThread = engineThreadId();
    final long before = threads.getThreadAllocatedBytes(engineThread);
    pump(client, request, MEASURED);
    final long bytes = threads.getThreadAllocatedBytes(engineThread) - before;
    assertThat(bytes).as("bytes for %s times %s", MEASURED, what).isLessThan(MEASURED);
  }

  private void pump(final RawClient client, final Request request, final int count) {
    final long until = client.answers() + count;
    for (int i = 0; i < count; i++) {
      final int length = request.write(client.messages(), nextId++);
      client.await(() -> client.offer(client.messages().buffer(), length));
    }
    client.await(() -> client.answers() == until);
  }

  private static long engineThreadId() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tollgate-engine"))
        .findFirst()
        .orElseThrow()
        .getId();
  }
}
