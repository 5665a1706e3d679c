package io.tollgate.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;

/**
 * A gate with a population in a process of its own, and one client in another that checks chains of
 * one link: for what has to be measured beside a gate at work.
 */
public final class LoadedGate implements AutoCloseable {
  private static final int WORKERS = 1_024;

  private final Path scratch;
  private final RigProcess gate;
  private final Side side;

  /**
   * Starts both.
   *
   * @param scratch for the gate's data and the media driver's files.
   * @param clientIdle spin or yield.
   */
  public LoadedGate(final Path scratch, final String clientIdle) throws IOException {
    this.scratch = scratch;
    gate =
        new RigProcess(
            RigEngine.class,
            List.of(),
            List.of(data().toString(), aeron().toString(), Integer.toString(WORKERS), "standard"));
    try {
      final RigProcess client =
          new RigProcess(
              RigClient.class,
              List.of(),
              List.of(
                  "gate",
                  aeron().toString(),
                  data().toString(),
                  RequestKind.CHECK_1.name(),
                  "1",
                  "0",
                  clientIdle));
      side = new Side("gate", gate, List.of(client), scratch);
    } catch (final IOException e) {
      gate.close();
      throw e;
    }
  }

  /** The gate's data directory. */
  public Path data() {
    return scratch.resolve("gate");
  }

  /** Its Aeron directory. */
  public Path aeron() {
    return scratch.resolve("aeron-gate");
  }

  /** Lets the engine spin until the next run of the client ends. */
  public void spin() throws IOException {
    gate.ask("spin");
  }

  /**
   * Checks at a rate, each at its own moment.
   *
   * @param into gets the times from each intended send to its answer, in ns, a second at a time.
   * @return what a reader must know of the run; empty where it went as intended.
   */
  public String open(final int ratePerSecond, final int seconds, final Consumer<Histogram> into)
      throws IOException {
    return side.open(ratePerSecond, seconds, into).warning().orElse("");
  }

  @Override
  public void close() {
    CloseHelper.closeAll(side, gate);
  }
}
