package io.tollgate.ops.gate;

import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.EngineIdle;
import io.tollgate.ops.config.EngineShape;
import io.tollgate.ops.config.Settings;
import io.tollgate.secrets.SecretStore;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** The engine with its media driver and journal. */
final class EngineRole {

  private static final long MIB = 1024L * 1024;
  private static final long MIN_PARK_NS = 1_000;
  private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long MAX_SPINS = 1_000;
  private static final long MAX_YIELDS = 100;

  private EngineRole() {}

  /**
   * Starts it.
   *
   * @param onEnd called where the engine ends by itself because it cannot go on
   */
  static RunningPart start(
      final Configuration configuration, final SecretStore secrets, final Runnable onEnd) {
    final EngineContext context =
        new EngineContext()
            .dataDirectory(configuration.home().root())
            .secrets(secrets)
            .syncPolicy(configuration.get(Settings.JOURNAL_SYNC))
            .syncIntervalMs(configuration.get(Settings.JOURNAL_SYNC_INTERVAL_MS))
            .minFreeBytes(configuration.get(Settings.DISK_RESERVE_MIB) * MIB)
            .capacities(EngineShape.capacities(configuration, Runtime.getRuntime().maxMemory()))
            .settings(EngineShape.settings(configuration))
            .maxSessions(configuration.get(Settings.ENGINE_CLIENTS))
            .latencyIntervalNs(
                TimeUnit.SECONDS.toNanos(configuration.get(Settings.LATENCY_INTERVAL_SECONDS)))
            .idleStrategy(idleStrategy(configuration.get(Settings.ENGINE_IDLE)))
            .terminationHook(onEnd);
    return new RunningPart("engine", EmbeddedEngine.launch(context));
  }

  private static IdleStrategy idleStrategy(final EngineIdle idle) {
    return switch (idle) {
      case BACKOFF -> new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
      case YIELD -> YieldingIdleStrategy.INSTANCE;
      case SPIN -> BusySpinIdleStrategy.INSTANCE;
    };
  }
}
