package io.tollgate.engine;

import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
   * Starts a driver whose files only the owner may open: chains pass through them.
   *
   * @param context of the driver.
   * @return the running driver.
   */
  public static MediaDriver launch(final MediaDriver.Context context) {
    final MediaDriver driver = MediaDriver.launch(context);
    try {
      Files.setPosixFilePermissions(
          Path.of(driver.aeronDirectoryName()), PosixFilePermissions.fromString("rwx------"));
      return driver;
    } catch (final IOException e) {
      driver.close();
      throw new EngineException("cannot keep others out of " + driver.aeronDirectoryName(), e);
    }
  }

  /** The channel on which clients ask; the response channel's settings are the same. */
  public static String ipcChannel() {
    return CommonContext.IPC_CHANNEL + "?term-length=" + TERM_LENGTH + "|mtu=" + MTU_LENGTH;
  }
}
