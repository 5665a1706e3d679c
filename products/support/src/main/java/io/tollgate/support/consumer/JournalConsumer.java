package io.tollgate.support.consumer;

import io.tollgate.support.database.Database;

/**
 * Follows the journal and lets a {@link Projection} write what it makes of it into a database.
 * Output and position are committed together, so that every record has its effect exactly once,
 * whenever the process is killed.
 *
 * <p>Thread rules: start and close by the owner; the status by anyone.
 */
public final class JournalConsumer implements AutoCloseable {
  private final JournalFollower follower;

  /**
   * A consumer that does not run yet.
   *
   * @param readPosition is told of every step.
   */
  public JournalConsumer(
      final ConsumerSettings settings,
      final Database database,
      final Projection projection,
      final ReadPosition readPosition) {
    follower =
        new JournalFollower(
            settings, new DatabaseStore(settings.name(), database, projection, readPosition));
  }

  /** Begins to read. */
  public void start() {
    follower.start();
  }

  /** How it is. */
  public ConsumerStatus status() {
    return follower.status();
  }

  /** Stops after the transaction under way. */
  @Override
  public void close() {
    follower.close();
  }
}
