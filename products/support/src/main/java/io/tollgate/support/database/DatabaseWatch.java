package io.tollgate.support.database;

import io.tollgate.support.error.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the database answers: asks it once a second on a thread of its own, and learns from
 * whoever else asks. So nobody has to wait for a database that is known to be away.
 *
 * <p>Thread rules: start and close by the owner; all else by anyone, and never blocks.
 */
public final class DatabaseWatch implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final Database database;
  private final LongSupplier nanoTime;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean isDown;
  private volatile long lastAnswerNs;

  /** A watch that does not run yet, and takes the database to be there. */
  public DatabaseWatch(final Database database, final LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    lastAnswerNs = nanoTime.getAsLong();
    thread = new Thread(this::run, "database-watch");
    thread.setDaemon(true);
  }

  /** Begins to ask. */
  public void start() {
    thread.start();
  }

  /** Whether it did not answer when it was asked last. */
  public boolean isDown() {
    return isDown;
  }

  /** When it answered last, in nanosecond time. */
  public long lastAnswerNs() {
    return lastAnswerNs;
  }

  /** Asks the database, and learns from how that goes. */
  public <T> T learning(final Supplier<T> question) {
    try {
      final T answer = question.get();
      onAnswer();
      return answer;
    } catch (final UnavailableException failure) {
      onFailure();
      throw failure;
    }
  }

  private void onAnswer() {
    lastAnswerNs = nanoTime.getAsLong();
    if (isDown) {
      isDown = false;
      LOGGER.info("the database answers again");
    }
  }

  private void onFailure() {
    if (!isDown) {
      isDown = true;
      LOGGER.warn("the database does not answer");
    }
  }

  private void run() {
    while (!isClosed()) {
      if (database.isReachable()) {
        onAnswer();
      } else {
        onFailure();
      }
    }
  }

  private boolean isClosed() {
    try {
      return closing.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
    }
  }
}
