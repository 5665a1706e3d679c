package io.tollgate.engine;

import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;

/** The media driver that a gate brings along: one thread that backs off, and small terms. */
public final class GateMediaDriver {
  /** Longest message in one fragment of the gate's channels, with Aeron's header. */
  public static final int MTU_LENGTH = 8 * 1024;

  /** Term length of the gate's channels: three such files a direction and client. */
  public static final int TERM_LENGTH = 1024 * 1024;

  /** Below what every Linux grants a socket, for Aeron warns of more although IPC has no socket. */
  private static final int INITIAL_WINDOW_LENGTH = 64 * 1024;

  private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private GateMediaDriver() {}

  /**
   * Settings of a driver that runs in its own thread.
   *
   * @param aeronDirectory where its files go; what a killed driver left there is removed.
   * @return settings that may still be changed.
   */
  public static MediaDriver.Context context(final Path aeronDirectory) {
    return new MediaDriver.Context()
        .aeronDirectoryName(aeronDirectory.toString())
        .threadingMode(ThreadingMode.SHARED)
        .sharedIdleStrategy(new BackoffIdleStrategy(1, 1, 1_000, MAX_PARK_NS))
        .ipcTermBufferLength(TERM_LENGTH)
        .publicationTermBufferLength(TERM_LENGTH)
        .ipcMtuLength(MTU_LENGTH)
        .termBufferSparseFile(false)
        .initialWindowLength(INITIAL_WINDOW_LENGTH)
        .clientLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(10))
        .publicationUnblockTimeoutNs(TimeUnit.SECONDS.toNanos(15))
        .warnIfDirectoryExists(false)
        .dirDeleteOnStart(true)
        .dirDeleteOnShutdown(true);
  }

  /**
   * Starts a driver.
   *
   * @param aeronDirectory where its files go.
   * @return the running driver.
   */
  public static MediaDriver launch(final Path aeronDirectory) {
    return MediaDriver.launch(context(aeronDirectory));
  }

  /** The channel on which clients ask; the response channel's settings are the same. */
  public static String ipcChannel() {
    return CommonContext.IPC_CHANNEL + "?term-length=" + TERM_LENGTH + "|mtu=" + MTU_LENGTH;
  }
}
