package io.tollgate.identity.service;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.database.Database;
import io.tollgate.support.error.UnavailableException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one caller at a time give out numbers: one in this process, so that those who wait hold no
 * connection, and by an advisory lock one process of all.
 */
final class NumberLock {
  private static final long TIMEOUT_S = 10;

  private final ReentrantLock local = new ReentrantLock(true);
  private final Database database;

  NumberLock(final Database database) {
    this.database = database;
  }

  /**
   * Does something alone.
   *
   * @throws UnavailableException where others take too long.
   */
  <T> T alone(final Supplier<T> work) {
    if (!lockLocally()) {
      throw new UnavailableException(Reason.OVERLOADED, "others are giving out numbers");
    }
    try {
      return database.inTransaction(
          handle -> {
            handle.execute("SELECT pg_advisory_xact_lock(hashtext('identity.numbers'))");
            return work.get();
          });
    } finally {
      local.unlock();
    }
  }

  private boolean lockLocally() {
    try {
      return local.tryLock(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
