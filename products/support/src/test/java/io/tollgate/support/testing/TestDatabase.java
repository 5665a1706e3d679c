package io.tollgate.support.testing;

import io.tollgate.support.database.Database;
import io.tollgate.support.postgres.PostgresEndpoint;
import io.tollgate.support.postgres.PostgresServer;
import io.tollgate.support.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty database of its own in a real PostgreSQL that all tests of a process share. */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static PostgresServer server;

  private final PostgresEndpoint endpoint;
  private final Database database;

  /** Makes the database and opens a pool. */
  public TestDatabase() {
    final PostgresEndpoint shared = shared();
    final String name = "test" + COUNT.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(shared.jdbcUrl(), shared.user(), shared.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (final SQLException ex) {
      throw new IllegalStateException(ex);
    }
    endpoint =
        new PostgresEndpoint(
            shared.jdbcUrl().replaceFirst("[^/]*$", name), shared.user(), shared.password());
    database = new Database(endpoint, name, 8);
  }

  private static synchronized PostgresEndpoint shared() {
    if (server == null) {
      final Path data = directory();
      server = TestPostgres.start(data);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    TestFiles.delete(data);
                  }));
    }
    return server.endpoint();
  }

  private static Path directory() {
    try {
      return TestFiles.newDirectory("postgres-test-");
    } catch (final IOException ex) {
      throw new UncheckedIOException(ex);
    }
  }

  /** The pool. */
  public Database database() {
    return database;
  }

  /** Its address. */
  public PostgresEndpoint endpoint() {
    return endpoint;
  }

  /** Ends every connection to this database but the asking one. */
  public void cutConnections() {
    try (Connection connection =
            DriverManager.getConnection(
                server.endpoint().jdbcUrl(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              + " AND datname = '"
              + endpoint.jdbcUrl().replaceFirst(".*/", "")
              + "'");
    } catch (final SQLException ex) {
      throw new IllegalStateException(ex);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
