package io.tollgate.bench.rig;

import com.sun.management.ThreadMXBean;
import io.aeron.Aeron;
import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A gate in a process of its own, with a population. To {@code rest} it sleeps until {@code spin};
 * each line is answered with the bytes that the engine thread has allocated so far. It ends with
 * its input.
 */
public final class RigEngine {
  private static final String ENGINE_THREAD = "tollgate-engine";
  private static final long LATENCY_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

  /**
   * As the standard, but ids of uses are forgotten soon, so that a run does not fill their table.
   */
  static final GateSettings SETTINGS =
      new GateSettings(
          TimeUnit.MINUTES.toNanos(5),
          TimeUnit.MILLISECONDS.toNanos(1),
          TimeUnit.MINUTES.toNanos(15),
          TimeUnit.MILLISECONDS.toNanos(500),
          TimeUnit.DAYS.toSeconds(366));

  private RigEngine() {}

  /**
   * The process.
   *
   * @param arguments data directory, Aeron directory, workers of the population, standard or small
   *     capacities, how to idle.
   */
  public static void main(final String[] arguments) throws IOException {
    final SwitchedIdle idle = new SwitchedIdle(RigIdle.ofWord(arguments[4]));
    final EngineContext context =
        new EngineContext()
            .dataDirectory(Path.of(arguments[0]))
            .aeronDirectory(Path.of(arguments[1]))
            .capacities(arguments[3].equals("small") ? Capacities.small() : Capacities.standard())
            .settings(SETTINGS)
            .latencyIntervalNs(LATENCY_INTERVAL_NS)
            .idleStrategy(idle);
    try (EmbeddedEngine engine = EmbeddedEngine.launch(context)) {
      settle(engine, Integer.parseInt(arguments[2]));
      obey(idle);
    }
  }

  private static void settle(final EmbeddedEngine engine, final int workers) {
    try (Aeron aeron =
        Aeron.connect(new Aeron.Context().aeronDirectoryName(engine.aeronDirectory().toString()))) {
      new Population(engine.data(), workers).settle(aeron, engine.data().root());
    }
  }

  private static void obey(final SwitchedIdle idle) throws IOException {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    final long engineThread = engineThread();
    final BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    RigProcess.say("ready");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      idle.rest(line.equals("rest"));
      RigProcess.say(Long.toString(threads.getThreadAllocatedBytes(engineThread)));
    }
    idle.rest(false);
  }

  private static long engineThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(ENGINE_THREAD))
        .findFirst()
        .orElseThrow()
        .getId();
  }
}
