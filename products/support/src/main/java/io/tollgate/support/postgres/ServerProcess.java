package io.tollgate.support.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the server's process. */
final class ServerProcess {
  static final String DATABASE = "tollgate";

  private static final Logger LOGGER = LoggerFactory.getLogger(ServerProcess.class);
  private static final long POLL_MS = 20;
  private static final long CONTROL_GRACE_S = 10;
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
  private final ServerLog log;

  ServerProcess(
      final PostgresSettings settings,
      final PostgresCommands commands,
      final PostgresCluster cluster,
      final ServerLog log) {
    this.settings = settings;
    this.commands = commands;
    this.cluster = cluster;
    this.log = log;
  }

  static String url(final int port, final String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /**
   * Starts a server on a port and waits until it answers.
   *
   * @throws PortTakenException where the port is another's.
   * @throws PostgresException where it does not start; it is stopped then.
   */
  Process start(final int port, final String password) {
    log.rotate();
    final long logStart = log.length();
    final Process process = commands.startServer(log.file(), arguments(port));
    try {
      if (awaitReady(process, port, password)) {
        return process;
      }
    } catch (final PostgresException ex) {
      stop(process.toHandle());
      throw ex;
    }
    final String said = log.since(logStart);
    if (said.contains("could not bind")) {
      throw new PortTakenException();
    }
    throw new PostgresException("PostgreSQL did not start; " + log + " says: " + said);
  }

  private List<String> arguments(final int port) {
    final List<String> arguments =
        new ArrayList<>(List.of("-D", cluster.files().toString(), "-p", Integer.toString(port)));
    for (final String setting : SERVER_SETTINGS) {
      arguments.add("-c");
      arguments.add(setting);
    }
    return arguments;
  }

  /** Whether it answers; false where the process ended before. */
  private boolean awaitReady(final Process process, final int port, final String password) {
    final long deadlineNs = System.nanoTime() + settings.startTimeout().toNanos();
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
        if (System.nanoTime() - deadlineNs > 0) {
          throw new PostgresException(
              "PostgreSQL did not answer in " + settings.startTimeout(), ex);
        }
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

  /** Shuts a server down fast, or at once where that takes too long. */
  void stop(final ProcessHandle server) {
    for (final String mode : List.of("fast", "immediate")) {
      final PostgresCommands.Result result = control(mode);
      if (awaitExit(server)) {
        return;
      }
      LOGGER.warn("a {} shutdown of the database failed: {}", mode, result.output());
    }
    throw new PostgresException("cannot stop the database server, pid " + server.pid());
  }

  private PostgresCommands.Result control(final String mode) {
    final Duration timeout = settings.stopTimeout();
    return commands.run(
        timeout.plusSeconds(CONTROL_GRACE_S),
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
    } catch (final ExecutionException | TimeoutException ex) {
      LOGGER.debug("the database server, pid {}, is still there", server.pid(), ex);
      return !server.isAlive();
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

  /** The port is another's. */
  static final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException() {
      super("the port is taken");
    }
  }
}
