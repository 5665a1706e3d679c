package io.tollgate.support.postgres;

import io.tollgate.support.postgres.ServerProcess.PortTakenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL: a child process on a data directory that lasts. It listens on 127.0.0.1
 * only and wants a password from everyone. A server that an earlier, killed process left behind is
 * stopped first; a lock file keeps a second live owner off. Where the process dies, it is started
 * anew on the same port.
 *
 * <p>Thread rules: start and close by the owner; the rest by anyone.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresServer.class);
  private static final int PASSWORD_BYTES = 32;
  private static final int PORT_ATTEMPTS = 5;
  private static final long RESTART_PAUSE_MS = 1_000;

  private final PostgresSettings settings;
  private final OwnerLock lock;
  private final ServerProcess processes;
  private final PostgresEndpoint endpoint;
  private final int port;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong restarts = new AtomicLong();
  private final Thread watch;
  private volatile Process process;

  private PostgresServer(
      final PostgresSettings settings,
      final OwnerLock lock,
      final ServerProcess processes,
      final Started started) {
    this.settings = settings;
    this.lock = lock;
    this.processes = processes;
    process = started.process();
    port = started.port();
    endpoint =
        new PostgresEndpoint(
            ServerProcess.url(port, ServerProcess.DATABASE),
            PostgresCluster.USER,
            settings.password().read());
    watch = new Thread(this::watch, "postgres-watch");
    watch.setDaemon(true);
  }

  private record Started(Process process, int port) {}

  /**
   * Starts a server and waits until it answers.
   *
   * @throws PostgresException where it cannot; nothing is left running then.
   */
  public static PostgresServer start(final PostgresSettings settings) {
    OwnerLock lock = null;
    try {
      createDirectories(settings);
      lock = OwnerLock.take(settings.directory());
      final PostgresServer server = start(settings, lock);
      server.watch.start();
      return server;
    } catch (final IOException ex) {
      close(lock);
      throw new PostgresException("cannot use " + settings.directory(), ex);
    } catch (final RuntimeException ex) {
      close(lock);
      throw ex;
    }
  }

  private static void close(final OwnerLock lock) {
    if (lock != null) {
      lock.close();
    }
  }

  private static void createDirectories(final PostgresSettings settings) throws IOException {
    final var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(settings.directory(), ownerOnly);
    Files.createDirectories(settings.logFile().getParent(), ownerOnly);
    Files.createDirectories(settings.password().path().getParent(), ownerOnly);
  }

  private static PostgresServer start(final PostgresSettings settings, final OwnerLock lock) {
    final PostgresCommands commands =
        new PostgresCommands(PostgresBinaries.unpackedIn(settings.binaries()));
    final PostgresCluster cluster = new PostgresCluster(settings.directory());
    final ServerProcess processes =
        new ServerProcess(settings, commands, cluster, new ServerLog(settings.logFile()));
    final String password = settings.password().readOrCreate(PASSWORD_BYTES);
    cluster.initialise(commands, settings.password());
    final Optional<ProcessHandle> orphan = cluster.runningServer();
    if (orphan.isPresent()) {
      LOGGER.info("stopping the database that an earlier process left, pid {}", orphan.get().pid());
      processes.stop(orphan.get());
    }
    return new PostgresServer(settings, lock, processes, startSomewhere(processes, password));
  }

  private static Started startSomewhere(final ServerProcess processes, final String password) {
    for (int attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
      final int port = freePort();
      try {
        return new Started(processes.start(port, password), port);
      } catch (final PortTakenException ex) {
        LOGGER.info("port {} was taken by another just now", port, ex);
      }
    }
    throw new PostgresException("every free port was taken before the database had it");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (final IOException ex) {
      throw new PostgresException("no free port on the loopback address", ex);
    }
  }

  /** Where it listens, for as long as this object lives. */
  public PostgresEndpoint endpoint() {
    return endpoint;
  }

  /** Whether the server's process lives. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The server's process id; another one after a restart. */
  public long pid() {
    return process.pid();
  }

  /** How often the process died and was started anew. */
  public long restarts() {
    return restarts.get();
  }

  private void watch() {
    try {
      while (!isClosing(0)) {
        process.waitFor();
        if (!isClosing(RESTART_PAUSE_MS)) {
          restart();
        }
      }
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing(final long waitMs) throws InterruptedException {
    return closing.await(waitMs, TimeUnit.MILLISECONDS);
  }

  private synchronized void restart() {
    if (closing.getCount() == 0) {
      return;
    }
    LOGGER.error("the database server died with {}; starting it anew", process.exitValue());
    try {
      process = processes.start(port, settings.password().read());
      restarts.incrementAndGet();
    } catch (final RuntimeException ex) {
      LOGGER.error("the database server could not be started anew; trying again", ex);
    }
  }

  /** Shuts down fast: what was not committed is rolled back. At once where that takes too long. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      try {
        if (isAlive()) {
          processes.stop(process.toHandle());
        }
      } finally {
        lock.close();
      }
    }
  }
}
