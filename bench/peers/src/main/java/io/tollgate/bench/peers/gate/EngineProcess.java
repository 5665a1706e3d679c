package io.tollgate.bench.peers.gate;

import io.tollgate.bench.rig.RigProcess;
import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BusySpinIdleStrategy;

/** An engine in a process of its own, as it is used. It ends with its input. */
final class EngineProcess {
  private static final long SHORTEST_KEEP_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private EngineProcess() {}

  /**
   * Starts one and waits until it runs.
   *
   * @param data its data directory.
   */
  static RigProcess start(final Path data) throws IOException {
    return new RigProcess(EngineProcess.class, List.of(), List.of(data.toString()));
  }

  /**
   * The process.
   *
   * @param arguments data directory.
   */
  public static void main(final String[] arguments) throws IOException {
    try (EmbeddedEngine engine = EmbeddedEngine.launch(context(Path.of(arguments[0])))) {
      RigProcess.say("ready " + engine.recovery());
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }

  /**
   * As usual, but ids are kept so shortly that one client at full speed cannot fill their table.
   */
  private static EngineContext context(final Path data) {
    final GateSettings usual = GateSettings.standard();
    return new EngineContext()
        .dataDirectory(data)
        .idleStrategy(new BusySpinIdleStrategy())
        .capacities(
            new Capacities(1 << 10, 1 << 6, 1 << 11, 1 << 10, 1 << 6, 1 << 10, 1 << 20, 1 << 8))
        .settings(
            new GateSettings(
                usual.chainCacheNs(),
                usual.minReservationNs(),
                usual.maxReservationNs(),
                SHORTEST_KEEP_NS,
                usual.maxLinkLifetimeSeconds()));
  }
}
