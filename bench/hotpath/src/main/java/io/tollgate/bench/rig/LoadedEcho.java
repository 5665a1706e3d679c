package io.tollgate.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;

/**
 * A bare echo in a process of its own, and one client in another: what the machine and Aeron alone
 * take of the times that are measured at a gate.
 */
public final class LoadedEcho implements AutoCloseable {
  private final RigProcess echo;
  private final Side side;

  /**
   * Starts both.
   *
   * @param scratch for the media driver's files.
   * @param echoIdle of the thread that answers.
   * @param clientIdle of the one that asks.
   */
  public LoadedEcho(final Path scratch, final RigIdle echoIdle, final RigIdle clientIdle)
      throws IOException {
    final String aeron = scratch.resolve("aeron-echo").toString();
    echo = new RigProcess(RigEcho.class, List.of(), List.of(aeron, "1", echoIdle.word()));
    try {
      final RigProcess client =
          new RigProcess(
              RigClient.class,
              List.of(),
              List.of(
                  "echo",
                  aeron,
                  scratch.toString(),
                  RequestKind.CONSUME_3.name(),
                  "1",
                  "0",
                  clientIdle.word()));
      side = new Side("echo", echo, List.of(client), scratch);
    } catch (final IOException e) {
      echo.close();
      throw e;
    }
  }

  /** Bytes of a message. */
  public static int messageLength() {
    return RequestKind.CONSUME_3.messageLength();
  }

  /**
   * Sends at a rate, each message at its own moment.
   *
   * @param into gets the times from each intended send to its echo, in ns, a second at a time.
   */
  public void open(final int ratePerSecond, final int seconds, final Consumer<Histogram> into)
      throws IOException {
    side.open(ratePerSecond, seconds, into);
  }

  @Override
  public void close() {
    CloseHelper.closeAll(side, echo);
  }
}
