package io.tollgate.audit;

import io.tollgate.audit.flow.DecisionProjection;
import io.tollgate.audit.flow.Retention;
import io.tollgate.audit.store.SqlDecisionLog;
import io.tollgate.support.consumer.ConsumerSettings;
import io.tollgate.support.consumer.JournalConsumer;
import io.tollgate.support.consumer.ReadModel;
import io.tollgate.support.consumer.ReadPosition;
import io.tollgate.support.database.Database;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Audit put together. The process that has the products' role makes a {@link #consumer}; any
 * process that answers queries makes a {@link #decisionLog}.
 */
public final class AuditProduct {
  private static final String SCHEMA = "audit";

  private final Database database;
  private final ReadPosition readPosition;

  /** Audit on a database, whose schema is brought up to date. */
  public AuditProduct(final Database database) {
    this.database = database;
    database.migrate(SCHEMA, "io/tollgate/audit/migration");
    readPosition = new ReadPosition(database, SCHEMA);
  }

  /**
   * Writes the decision log from a journal; to be started and closed by the caller. One process at
   * a time.
   */
  public JournalConsumer consumer(final Path journal, final Retention retention) {
    return new JournalConsumer(
        ConsumerSettings.of(SCHEMA, journal),
        database,
        new DecisionProjection(retention),
        readPosition);
  }

  /**
   * Answers queries.
   *
   * @param readTimeout how long a reader waits for the position it asked for.
   */
  public DecisionLog decisionLog(final Duration readTimeout) {
    return new SqlDecisionLog(new ReadModel(database, readPosition, readTimeout));
  }
}
