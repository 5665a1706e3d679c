package io.tollgate.audit;

import io.tollgate.audit.flow.DecisionProjection;
import io.tollgate.audit.flow.Retention;
import io.tollgate.audit.index.AuditIndexer;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.service.GateAuditService;
import io.tollgate.audit.store.SqlAuditSearch;
import io.tollgate.audit.store.SqlDecisionLog;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.ConsumerSettings;
import io.tollgate.support.consumer.JournalConsumer;
import io.tollgate.support.consumer.ReadModel;
import io.tollgate.support.consumer.ReadPosition;
import io.tollgate.support.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Audit put together. The process that has the products' role makes a {@link #consumer} and an
 * {@link #indexer}; any process that answers queries makes a {@link #decisionLog} and a {@link
 * #service}.
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
   * Keeps the signed records of some logs in the database, to be searched; to be started and closed
   * by the caller. One process at a time.
   *
   * @param logs directory of the logs.
   * @param chosen which are indexed.
   */
  public AuditIndexer indexer(final Path logs, final Set<RetentionClass> chosen) {
    return new AuditIndexer(database, logs, chosen);
  }

  /** Searches the signed records. */
  public SqlAuditSearch search(final Duration readTimeout) {
    return new SqlAuditSearch(database, readTimeout);
  }

  /**
   * The signed logs as an API needs them.
   *
   * @param logs directory of the logs.
   * @param secrets of the gate.
   * @param timeout how long a reader waits for the position it asked for, and an order to be
   *     carried out.
   */
  public AuditService service(
      final GateCommands gate, final Path logs, final SecretStore secrets, final Duration timeout) {
    return new GateAuditService(gate, logs, secrets, search(timeout), timeout);
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
