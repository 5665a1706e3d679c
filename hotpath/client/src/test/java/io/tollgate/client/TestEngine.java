package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.state.Capacities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * A real engine on a data directory of its own, in shared memory so that nothing waits for a disk.
 */
final class TestEngine implements AutoCloseable {
  private static final long MIN_FREE_BYTES = 128 << 20;

  /** Small, but for the ids of events. */
  private static final Capacities CAPACITIES =
      new Capacities(1 << 10, 1 << 6, 1 << 11, 1 << 10, 1 << 6, 1 << 10, 1 << 18, 1 << 8);

  private final Path data;
  private EmbeddedEngine engine;

  TestEngine() {
    try {
      data = Files.createTempDirectory(Path.of("/dev/shm"), "tollgate-client-test-");
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static EngineContext context(final Path data) {
    return new EngineContext()
        .dataDirectory(data)
        .capacities(CAPACITIES)
        .minFreeBytes(MIN_FREE_BYTES);
  }

  Path data() {
    return data;
  }

  TestEngine start() {
    engine = EmbeddedEngine.launch(context(data));
    return this;
  }

  void stop() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  TollgateClient newClient(final RetryPolicy policy) {
    return TollgateClient.start(
        new TollgateClient.Context()
            .locator(GateLocator.ofDataDirectory(data))
            .retryPolicy(policy)
            .reconnectIntervalNs(TimeUnit.MILLISECONDS.toNanos(20)));
  }

  Authority operator() {
    return TestTenant.operatorOf(data);
  }

  TestTenant newTenant(final TollgateClient client, final int agents) {
    final TestTenant tenant = new TestTenant(TestTenant.rootKeyOf(data), agents);
    for (final GateCommand command : tenant.setUp()) {
      final GateAnswer answer = client.call(command.by(operator()));
      assertThat(answer.allowed()).as("%s: %s", command, answer).isTrue();
    }
    return tenant;
  }

  @Override
  public void close() {
    stop();
    IoUtil.delete(data.toFile(), false);
  }
}
