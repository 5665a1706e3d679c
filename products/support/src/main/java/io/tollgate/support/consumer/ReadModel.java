package io.tollgate.support.consumer;

import io.tollgate.support.Positioned;
import io.tollgate.support.database.Database;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Reads of a product's tables that say how new they are. Any thread. */
public final class ReadModel {
  private final Database database;
  private final ReadPosition position;
  private final Duration timeout;

  /**
   * A read model.
   *
   * @param timeout how long a reader waits for the position it asked for.
   */
  public ReadModel(final Database database, final ReadPosition position, final Duration timeout) {
    this.database = database;
    this.position = position;
    this.timeout = timeout;
  }

  /** How far it has come. */
  public ReadPosition position() {
    return position;
  }

  /**
   * Reads, as soon as the read model has come so far.
   *
   * @param atLeastPosition 0 for at once.
   * @throws io.tollgate.support.error.StaleReadException where the read model takes too long.
   * @throws io.tollgate.support.error.UnavailableException where the database does not answer.
   */
  public <T> Positioned<T> read(final long atLeastPosition, final Function<Handle, T> query) {
    if (atLeastPosition > 0) {
      position.await(atLeastPosition, timeout);
    }
    return database.inTransaction(
        handle -> {
          final long reached = position.in(handle);
          return new Positioned<>(query.apply(handle), reached);
        });
  }
}
