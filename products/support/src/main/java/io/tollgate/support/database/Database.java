package io.tollgate.support.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.postgres.PostgresEndpoint;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A bounded pool of connections. Whoever waits longer than {@link #CONNECTION_TIMEOUT} for one is
 * refused. Any thread.
 */
public final class Database implements AutoCloseable {
  /** How long a caller waits for a connection. */
  public static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  private static final int SOCKET_TIMEOUT_S = 60;

  /** By class of SQLSTATE: connection, resources, operator, rollback, lock not to be had. */
  private static final Set<String> PASSING_FAILURES = Set.of("08", "53", "57", "40", "55");

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /**
   * Opens a pool. Connections are made when they are wanted, so the server may still be away.
   *
   * @param connections at the most.
   */
  public Database(final PostgresEndpoint endpoint, final String name, final int connections) {
    final HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(endpoint.jdbcUrl());
    config.setUsername(endpoint.user());
    config.setPassword(endpoint.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("connectTimeout", CONNECTION_TIMEOUT.toSeconds());
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_S);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("options", "-c statement_timeout=30s -c lock_timeout=10s");
    pool = new HikariDataSource(config);
    jdbi = Jdbi.create(pool);
  }

  /**
   * Brings a product's schema up to date: what support needs in it, then the product's own tables.
   *
   * @param schema of the product.
   * @param location on the class path of the product's migrations, e.g.
   *     io/tollgate/identity/migration.
   * @throws UnavailableException where the database does not answer.
   */
  public void migrate(final String schema, final String location) {
    migrate(schema, "support_migration", "io/tollgate/support/migration");
    migrate(schema, schema + "_migration", location);
  }

  /** Brings the tables of one location up to date, which are recorded in a history of their own. */
  public void migrate(final String schema, final String history, final String location) {
    try {
      migrate(pool, schema, history, location);
    } catch (final RuntimeException ex) {
      throw translated(ex);
    }
  }

  private static void migrate(
      final DataSource dataSource,
      final String schema,
      final String history,
      final String location) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(schema)
        .defaultSchema(schema)
        .table(history)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .locations("classpath:" + location)
        .cleanDisabled(true)
        .load()
        .migrate();
  }

  /**
   * Runs something in one transaction, which is rolled back where it throws.
   *
   * @throws UnavailableException where the database does not answer or is overloaded.
   */
  public <T> T inTransaction(final Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (final RuntimeException ex) {
      throw translated(ex);
    }
  }

  /** Whether the database answers. */
  public boolean isReachable() {
    try {
      return inTransaction(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one())
          == 1;
    } catch (final RuntimeException ex) {
      return false;
    }
  }

  private static RuntimeException translated(final RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isPassing(sql)) {
        return new UnavailableException(
            Reason.UNAVAILABLE, "the database does not answer", failure);
      }
    }
    return failure;
  }

  private static boolean isPassing(final SQLException failure) {
    final String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || (state != null
            && state.length() >= 2
            && PASSING_FAILURES.contains(state.substring(0, 2)));
  }

  @Override
  public void close() {
    pool.close();
  }
}
