package io.tollgate.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.CloseHelper;

/** A gate with a population and an echo, each in a process of its own, both asleep at first. */
final class Rig implements AutoCloseable {
  /** Clients of the echo at the most. */
  static final int MAX_CLIENTS = 8;

  private final Path scratch;
  private final RigProcess echo;
  private final RigProcess gate;

  /**
   * Starts both.
   *
   * @param scratch for the gate's data and the media drivers' files.
   * @param engineOptions of the gate's JVM, beside this one's.
   * @param workers agents that ask, each with a chain of its own.
   * @param capacities standard or small.
   */
  Rig(
      final Path scratch,
      final List<String> engineOptions,
      final int workers,
      final String capacities)
      throws IOException {
    this.scratch = scratch;
    this.echo =
        new RigProcess(
            RigEcho.class,
            List.of(),
            List.of(echoAeron().toString(), Integer.toString(MAX_CLIENTS), RigIdle.SPIN.word()));
    echo.ask("rest");
    this.gate =
        startGate(
            engineOptions,
            List.of(
                gateData().toString(),
                gateAeron().toString(),
                Integer.toString(workers),
                capacities,
                RigIdle.SPIN.word()));
    gate.ask("rest");
  }

  private RigProcess startGate(final List<String> options, final List<String> arguments)
      throws IOException {
    try {
      return new RigProcess(RigEngine.class, options, arguments);
    } catch (final IOException e) {
      echo.close();
      throw e;
    }
  }

  RigProcess echo() {
    return echo;
  }

  RigProcess gate() {
    return gate;
  }

  Path scratch() {
    return scratch;
  }

  Path echoAeron() {
    return scratch.resolve("aeron-echo");
  }

  Path gateAeron() {
    return scratch.resolve("aeron-gate");
  }

  Path gateData() {
    return scratch.resolve("gate");
  }

  @Override
  public void close() {
    CloseHelper.closeAll(gate, echo);
  }
}
