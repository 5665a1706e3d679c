package io.tollgate.support.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL: a child process on a data directory that lasts. It listens on 127.0.0.1
 * only and wants a password from everyone. A server that an earlier, killed process left behind is
 * stopped first; a lock file keeps a second live owner off.
 *
 * <p>Thread rules: start and close on one thread; the rest on any.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresServer.class);
  private static final String DATABASE = "tollgate";
  private static final int PORT_ATTEMPTS = 5;
  private static final long POLL_MS = 20;
  private static final long MAX_LOG_BYTES = 8L * 1024 * 1024;
  private static final int LOG_TAIL_CHARACTERS = 2_000;
  private static final String INVALID_PASSWORD = "28P01";

  /** Small, because the read models are small and the machine belongs to the engine. */
  private static final List<String> SERVER_SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=40",
          "shared_buffers=64MB",
          "work_mem=4MB",
          "maintenance_work_mem=32MB",
          "max_wal_size=256MB",
          "min_wal_size=32MB",
          "wal_level=minimal",
          "max_wal_senders=0",
          "autovacuum_max_workers=2",
          "io_method=sync",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "password_encryption=scram-sha-256");

  private final PostgresSettings settings;
  private final PostgresCommands commands;
  private final PostgresCluster cluster;
  private final FileChannel lockChannel;
  private Process process;
  private PostgresEndpoint endpoint;

  private PostgresServer(final PostgresSettings settings) {
    this.settings = settings;
    try {
      createDirectories();
      lockChannel = lock(settings.directory().resolve("owner.lock"));
    } catch (final IOException ex) {
      throw new PostgresException("cannot use " + settings.directory(), ex);
    }
    cluster = new PostgresCluster(settings.directory());
    commands = new PostgresCommands(PostgresBinaries.unpackedIn(settings.binaries()));
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @throws PostgresException where it cannot; nothing is left running then.
   */
  public static PostgresServer start(final PostgresSettings settings) {
    final PostgresServer server = new PostgresServer(settings);
    try {
      server.launch();
      return server;
    } catch (final RuntimeException ex) {
      server.close();
      throw ex;
    }
  }

  /** Where it listens. */
  public PostgresEndpoint endpoint() {
    return endpoint;
  }

  /** Whether the server's process lives. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The server's process id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Shuts down fast: what was not committed is rolled back. Immediately where that takes too long.
   */
  @Override
  public void close() {
    try {
      if (isAlive()) {
        stopServer(process.toHandle());
      }
    } finally {
      try {
        lockChannel.close();
      } catch (final IOException ex) {
        LOGGER.warn("cannot close the lock of {}", settings.directory(), ex);
      }
    }
  }

  private void createDirectories() throws IOException {
    final var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(settings.directory(), ownerOnly);
    Files.createDirectories(settings.logFile().getParent(), ownerOnly);
    Files.createDirectories(settings.password().path().getParent(), ownerOnly);
  }

  private static FileChannel lock(final Path file) throws IOException {
    final FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (final OverlappingFileLockException ex) {
      LOGGER.debug("{} is locked by this process", file);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new PostgresException("another process uses the database in " + file.getParent());
    }
    return channel;
  }

  private void launch() {
    final String password = settings.password().readOrCreate(32);
    cluster.initialise(commands, settings.password());
    final Optional<ProcessHandle> orphan = cluster.runningServer();
    if (orphan.isPresent()) {
      LOGGER.info(
          "stopping the database server that an earlier process left behind, pid {}",
          orphan.get().pid());
      stopServer(orphan.get());
    }
    rotateLog();
    for (int attempt = 1; ; attempt++) {
      final int port = freePort();
      final long logStart = logLength();
      process = commands.startServer(settings.logFile().toFile(), serverArguments(port));
      endpoint = new PostgresEndpoint(url(port, DATABASE), PostgresCluster.USER, password);
      if (awaitReady(port, password)) {
        return;
      }
      final String said = logSince(logStart);
      if (attempt == PORT_ATTEMPTS || !said.contains("could not bind")) {
        throw new PostgresException(
            "PostgreSQL did not start; " + settings.logFile() + " says: " + said);
      }
    }
  }

  private List<String> serverArguments(final int port) {
    final List<String> arguments =
        new ArrayList<>(List.of("-D", cluster.files().toString(), "-p", Integer.toString(port)));
    for (final String setting : SERVER_SETTINGS) {
      arguments.add("-c");
      arguments.add(setting);
    }
    return arguments;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (final IOException ex) {
      throw new PostgresException("no free port on the loopback address", ex);
    }
  }

  private static String url(final int port, final String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Whether it answers; false where the process ended before. */
  private boolean awaitReady(final int port, final String password) {
    final long deadlineNs = System.nanoTime() + settings.startTimeout().toNanos();
    SQLException last = null;
    while (process.isAlive()) {
      try {
        createDatabase(port, password);
        return true;
      } catch (final SQLException ex) {
        if (INVALID_PASSWORD.equals(ex.getSQLState())) {
          throw new PostgresException(
              "the password in "
                  + settings.password().path()
                  + " is not the database's: put back the file that was there when "
                  + cluster.files()
                  + " was made",
              ex);
        }
        last = ex;
      }
      if (System.nanoTime() - deadlineNs > 0) {
        throw new PostgresException(
            "PostgreSQL did not answer in " + settings.startTimeout(), last);
      }
      pause();
    }
    return false;
  }

  private static void createDatabase(final int port, final String password) throws SQLException {
    final Properties properties = new Properties();
    properties.setProperty("user", PostgresCluster.USER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    try (Connection connection = DriverManager.getConnection(url(port, "postgres"), properties);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }

  private void stopServer(final ProcessHandle server) {
    for (final String mode : List.of("fast", "immediate")) {
      final PostgresCommands.Result result = pgCtlStop(mode);
      if (result.exitCode() == 0 && awaitExit(server)) {
        return;
      }
      LOGGER.warn("a {} shutdown of the database failed: {}", mode, result.output());
    }
    throw new PostgresException("cannot stop the database server, pid " + server.pid());
  }

  private PostgresCommands.Result pgCtlStop(final String mode) {
    final Duration timeout = settings.stopTimeout();
    return commands.run(
        timeout.plusSeconds(10),
        "pg_ctl",
        "stop",
        "--pgdata=" + cluster.files(),
        "--mode=" + mode,
        "--wait",
        "--timeout=" + timeout.toSeconds());
  }

  private boolean awaitExit(final ProcessHandle server) {
    try {
      server.onExit().get(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
      return false;
    } catch (final java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException ex) {
      return !server.isAlive();
    }
  }

  private void rotateLog() {
    try {
      if (logLength() > MAX_LOG_BYTES) {
        final Path old = settings.logFile().resolveSibling(settings.logFile().getFileName() + ".1");
        Files.move(settings.logFile(), old, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (final IOException ex) {
      throw new PostgresException("cannot rotate " + settings.logFile(), ex);
    }
  }

  private long logLength() {
    return settings.logFile().toFile().length();
  }

  private String logSince(final long start) {
    try {
      final String text = Files.readString(settings.logFile()).substring((int) start);
      return text.substring(Math.max(0, text.length() - LOG_TAIL_CHARACTERS)).strip();
    } catch (final IOException ex) {
      return "(" + ex + ")";
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while the database started", ex);
    }
  }
}
