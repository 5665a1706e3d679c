package io.tollgate.support.consumer;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.database.Database;
import io.tollgate.support.error.StaleReadException;
import io.tollgate.support.error.UnavailableException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * How far a product's read model has come. The truth is in the database, so that any process may
 * ask; where the consumer runs in this one, it wakes whoever waits. Any thread.
 */
public final class ReadPosition {
  private static final long FIRST_POLL_MS = 1;
  private static final long MAX_POLL_MS = 20;

  private final Database database;
  private final String schema;
  private final Object moved = new Object();
  private long signalled;

  /** Of a product's schema. */
  public ReadPosition(final Database database, final String schema) {
    this.database = database;
    this.schema = schema;
  }

  /** The position now. */
  public long current() {
    return database.inTransaction(this::in);
  }

  /** The position as a transaction sees it; what it reads afterwards is at least as new. */
  public long in(final Handle handle) {
    return StoredMark.read(handle, schema).position();
  }

  /**
   * Waits until the read model has come so far.
   *
   * @return the position reached, at least the wanted one.
   * @throws StaleReadException where it takes longer.
   */
  public long await(final long wanted, final Duration timeout) {
    final long deadlineNs = System.nanoTime() + timeout.toNanos();
    long reached = current();
    long pollMs = FIRST_POLL_MS;
    while (reached < wanted) {
      final long leftMs = Duration.ofNanos(deadlineNs - System.nanoTime()).toMillis();
      if (leftMs <= 0) {
        throw new StaleReadException(wanted, reached);
      }
      awaitSignal(wanted, Math.min(pollMs, leftMs));
      pollMs = Math.min(2 * pollMs, MAX_POLL_MS);
      reached = current();
    }
    return reached;
  }

  private void awaitSignal(final long wanted, final long timeoutMs) {
    final long untilNs = System.nanoTime() + Duration.ofMillis(timeoutMs).toNanos();
    synchronized (moved) {
      try {
        long leftMs = timeoutMs;
        while (signalled < wanted && leftMs > 0) {
          moved.wait(leftMs);
          leftMs = Duration.ofNanos(untilNs - System.nanoTime()).toMillis();
        }
      } catch (final InterruptedException ex) {
        Thread.currentThread().interrupt();
        throw new UnavailableException(
            Reason.UNAVAILABLE, "interrupted while the read model caught up", ex);
      }
    }
  }

  void signal(final long position) {
    synchronized (moved) {
      signalled = position;
      moved.notifyAll();
    }
  }
}
