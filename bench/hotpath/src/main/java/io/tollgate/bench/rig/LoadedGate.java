package io.tollgate.bench.rig;

import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.Timed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;

/**
 * A gate with a population in a process of its own, and one client in another that checks chains of
 * one link: for what has to be measured beside a gate at work.
 */
public final class LoadedGate implements AutoCloseable {
  private static final int WORKERS = 1_024;
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Path scratch;
  private final RigProcess gate;
  private final Side side;

  /**
   * Starts both.
   *
   * @param scratch for the gate's data and the media driver's files.
   * @param engineIdle of the thread that decides.
   * @param clientIdle of the one that asks.
   */
  public LoadedGate(final Path scratch, final RigIdle engineIdle, final RigIdle clientIdle)
      throws IOException {
    this.scratch = scratch;
    gate =
        new RigProcess(
            RigEngine.class,
            List.of(),
            List.of(
                data().toString(),
                aeron().toString(),
                Integer.toString(WORKERS),
                "standard",
                engineIdle.word()));
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
                  clientIdle.word()));
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

  /** Keeps the engine awake until the next run of the client ends. */
  public void wake() throws IOException {
    gate.ask("wake");
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

  /**
   * What the engine has timed of its checks since it began, all that were answered before this call
   * included. Waits for the end of an interval, a second or so.
   *
   * @return times in ns, without any waiting for the engine.
   */
  public Histogram checksInEngine() throws IOException {
    final Instant asked = Instant.now();
    final long giveUpNs = System.nanoTime() + TIMEOUT_NS;
    while (System.nanoTime() - giveUpNs < 0) {
      final Optional<LatencySnapshot> snapshot =
          LatencySnapshot.read(LatencySnapshot.fileIn(data()));
      if (snapshot.isPresent() && snapshot.get().intervalStart().isAfter(asked)) {
        return snapshot.get().total().of(Timed.CHECK);
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    throw new IOException("the engine tells no latencies");
  }

  @Override
  public void close() {
    CloseHelper.closeAll(side, gate);
  }
}
