package io.tollgate.audit.index;

import io.tollgate.audit.log.LogChangedException;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.support.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one log on a thread of its own, or removes what was indexed of it where it is not chosen
 * any more. Start and close by the owner; the status by anyone.
 */
final class IndexFollower implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(IndexFollower.class);
  private static final Duration IDLE_PAUSE = Duration.ofMillis(20);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final RetentionClass log;
  private final boolean isChosen;
  private final Path directory;
  private final Database database;
  private final long pruneEveryNs;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile IndexStatus status;

  IndexFollower(
      final RetentionClass log,
      final boolean isChosen,
      final Path directory,
      final Database database,
      final Duration pruneEvery) {
    this.log = log;
    this.isChosen = isChosen;
    this.directory = directory;
    this.database = database;
    pruneEveryNs = pruneEvery.toNanos();
    status = new IndexStatus(log, IndexState.STOPPED, 0, Optional.empty());
    thread = new Thread(this::run, "audit-index-" + log.logName());
  }

  void start() {
    thread.start();
  }

  IndexStatus status() {
    return status;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
      if (thread.isAlive()) {
        LOGGER.warn("the index of {} did not stop in {}", log.logName(), STOP_TIMEOUT);
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration backoff = MIN_BACKOFF;
    boolean isOpen = true;
    while (isOpen) {
      final long before = status.size();
      try {
        if (!isChosen) {
          LogIndex.forget(log, database);
          break;
        }
        follow();
      } catch (final RuntimeException e) {
        onFailure(e);
      }
      backoff = status.size() > before ? MIN_BACKOFF : longer(backoff);
      isOpen = !isClosedAfter(backoff);
    }
    become(IndexState.STOPPED, status.size(), status.lastFailure());
  }

  private static Duration longer(final Duration backoff) {
    final Duration twice = backoff.multipliedBy(2);
    return twice.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : twice;
  }

  /** Reads until it is closed or something fails; returns at once where there is no log yet. */
  private void follow() {
    final Optional<LogIndex> opened = LogIndex.open(log, directory, database);
    if (opened.isEmpty()) {
      become(IndexState.AWAITING_LOG, status.size(), status.lastFailure());
      return;
    }
    try (LogIndex index = opened.get()) {
      long prunedNs = System.nanoTime() - pruneEveryNs;
      boolean isMore;
      do {
        isMore = index.step();
        become(IndexState.RUNNING, index.size(), status.lastFailure());
        if (!isMore && System.nanoTime() - prunedNs >= pruneEveryNs) {
          index.prune();
          prunedNs = System.nanoTime();
        }
      } while (!isClosedAfter(isMore ? Duration.ZERO : IDLE_PAUSE));
    }
  }

  private void onFailure(final RuntimeException failure) {
    final IndexState next =
        failure instanceof LogChangedException ? IndexState.LOG_CHANGED : IndexState.BACKING_OFF;
    final String text = Objects.toString(failure.getMessage(), failure.toString());
    final boolean isNews =
        next != status.state() || !text.equals(status.lastFailure().orElse(null));
    become(next, status.size(), Optional.of(text));
    if (isNews) {
      LOGGER.error("the index of {} stopped: {}", log.logName(), text, failure);
      tell(text);
    }
  }

  private void tell(final String failure) {
    try {
      LogIndex.tell(log, failure, database);
    } catch (final RuntimeException e) {
      LOGGER.debug("the database cannot be told", e);
    }
  }

  private void become(final IndexState state, final long size, final Optional<String> lastFailure) {
    final IndexStatus next = new IndexStatus(log, state, size, lastFailure);
    if (!next.equals(status)) {
      status = next;
    }
  }

  private boolean isClosedAfter(final Duration pause) {
    try {
      return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
