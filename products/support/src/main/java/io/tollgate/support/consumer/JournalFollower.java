package io.tollgate.support.consumer;

import io.tollgate.journal.JournalException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal on a thread of its own and gives each record to a {@link FollowerStore}.
 * Where the store or the journal fails, it begins again where the store is, after a pause that
 * grows; a store that did not fail is asked to keep what it has meanwhile.
 *
 * <p>Thread rules: start and close by the owner; the status by anyone.
 */
public final class JournalFollower implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(JournalFollower.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration KEEP_EVERY = Duration.ofMillis(50);

  private final ConsumerSettings settings;
  private final FollowerStore store;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final AtomicLong appliedRecords = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile ConsumerState state = ConsumerState.STOPPED;
  private volatile JournalMark reached = JournalMark.START;
  private volatile long kept;
  private volatile boolean isCaughtUp;
  private volatile String lastFailure;
  private final StatusPublisher publisher;
  private boolean isStoreOpen;

  /** A follower that does not run yet, and that closes its store. */
  public JournalFollower(final ConsumerSettings settings, final FollowerStore store) {
    this.settings = settings;
    this.store = store;
    publisher = new StatusPublisher(settings.statuses(), settings.name());
    thread = new Thread(this::run, settings.name() + "-consumer");
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /** How it is. */
  public ConsumerStatus status() {
    return new ConsumerStatus(
        settings.name(),
        state,
        kept,
        appliedRecords.get(),
        failures.get(),
        Optional.ofNullable(lastFailure),
        isCaughtUp ? 0 : ageNs(reached.timeNs()));
  }

  private static long ageNs(final long timeNs) {
    if (timeNs == 0) {
      return 0;
    }
    return Math.max(0, Duration.between(Instant.ofEpochSecond(0, timeNs), Instant.now()).toNanos());
  }

  /** Keeps what is staged, and stops. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
      if (thread.isAlive()) {
        LOGGER.warn("the consumer of {} did not stop in {}", settings.name(), STOP_TIMEOUT);
      }
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration backoff = settings.minBackoff();
    boolean isOpen = true;
    while (isOpen) {
      final long appliedBefore = appliedRecords.get();
      try {
        follow();
      } catch (final RuntimeException ex) {
        onFailure(ex);
      }
      backoff = appliedRecords.get() > appliedBefore ? settings.minBackoff() : backoff;
      isOpen = !isClosedWhileWaiting(backoff);
      backoff = longer(backoff);
    }
    if (isStoreOpen) {
      closeStore();
    }
    state = ConsumerState.STOPPED;
    publisher.publish(status());
    publisher.close();
  }

  private Duration longer(final Duration backoff) {
    final Duration twice = backoff.multipliedBy(2);
    return twice.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : twice;
  }

  /** Reads until it is closed or something fails. */
  private void follow() {
    isStoreOpen = true;
    final List<JournalMark> marks = store.resume();
    reached = JournalCursor.least(marks);
    kept = reached.position();
    try (JournalCursor cursor = JournalCursor.open(settings.journal(), marks, store)) {
      if (cursor.position() != reached.position()) {
        reached = cursor.mark();
      }
      kept = reached.position();
      state = ConsumerState.RUNNING;
      do {
        isCaughtUp = !stageAndKeep(cursor);
        publish();
      } while (!isClosedAfter(isCaughtUp ? settings.idlePause() : Duration.ZERO));
    }
  }

  /** False where the journal has no more. What came before a damaged batch is kept first. */
  private boolean stageAndKeep(final JournalCursor cursor) {
    final boolean isMore;
    try {
      isMore = stage(cursor);
    } catch (final JournalException ex) {
      keep(cursor);
      throw ex;
    }
    keep(cursor);
    return isMore;
  }

  /** Stages until it is enough; false where the journal has no more. */
  private boolean stage(final JournalCursor cursor) {
    final long full = cursor.position() + settings.maxRecords();
    while (cursor.position() < full) {
      if (!cursor.poll()) {
        return false;
      }
    }
    return true;
  }

  private void keep(final JournalCursor cursor) {
    if (cursor.position() != reached.position()) {
      reached = cursor.mark();
    }
    keep();
  }

  private void keep() {
    final long before = kept;
    final long now = store.keep(reached);
    if (now != before) {
      kept = now;
      appliedRecords.addAndGet(Math.max(0, now - before));
    }
  }

  private void publish() {
    if (publisher.isDue(state)) {
      publisher.publish(status());
    }
  }

  private void onFailure(final RuntimeException failure) {
    isCaughtUp = false;
    final ConsumerState next = stateAfter(failure);
    final String text = Objects.toString(failure.getMessage(), failure.toString());
    final boolean isNews = next != state || !text.equals(lastFailure);
    state = next;
    if (isStoresOwn(failure)) {
      abandonStore();
    }
    if (next == ConsumerState.AWAITING_JOURNAL) {
      return;
    }
    failures.incrementAndGet();
    lastFailure = text;
    publish();
    if (isNews) {
      LOGGER.error(
          "the consumer of {} stopped after position {}: {}", settings.name(), kept, text, failure);
    }
  }

  private static boolean isStoresOwn(final RuntimeException failure) {
    return !(failure instanceof JournalException) && !(failure instanceof JournalBehindException);
  }

  private static ConsumerState stateAfter(final RuntimeException failure) {
    if (failure instanceof JournalBehindException) {
      return ConsumerState.JOURNAL_BEHIND;
    }
    if (failure instanceof JournalException journalFailure) {
      return switch (journalFailure.kind()) {
        case MISSING -> ConsumerState.AWAITING_JOURNAL;
        case PRUNED -> ConsumerState.JOURNAL_PRUNED;
        default -> ConsumerState.BACKING_OFF;
      };
    }
    return ConsumerState.BACKING_OFF;
  }

  private void abandonStore() {
    isStoreOpen = false;
    try {
      store.abandon();
    } catch (final RuntimeException ex) {
      LOGGER.warn("the consumer of {} could not let go", settings.name(), ex);
    }
  }

  private void closeStore() {
    try {
      store.close();
    } catch (final RuntimeException ex) {
      onFailure(ex);
    }
  }

  private boolean isClosedWhileWaiting(final Duration pause) {
    final long untilNs = System.nanoTime() + pause.toNanos();
    long leftNs = pause.toNanos();
    do {
      if (isClosedAfter(Duration.ofNanos(Math.min(leftNs, KEEP_EVERY.toNanos())))) {
        return true;
      }
      keepWhileWaiting();
      publish();
      leftNs = untilNs - System.nanoTime();
    } while (leftNs > 0);
    return false;
  }

  private void keepWhileWaiting() {
    if (isStoreOpen) {
      try {
        keep();
      } catch (final RuntimeException ex) {
        onFailure(ex);
      }
    }
  }

  private boolean isClosedAfter(final Duration pause) {
    try {
      return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
