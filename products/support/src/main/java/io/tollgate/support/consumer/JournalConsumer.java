package io.tollgate.support.consumer;

import io.tollgate.journal.JournalException;
import io.tollgate.support.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal on a thread of its own and lets a {@link Projection} write what it makes of
 * it. Output and position are committed together, so that every record has its effect exactly once,
 * whenever the process is killed. Where the database or the journal fails, it begins again at its
 * stored position after a pause that grows.
 *
 * <p>Thread rules: start and close by the owner; the status by anyone.
 */
public final class JournalConsumer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(JournalConsumer.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final ConsumerSettings settings;
  private final Database database;
  private final Projection projection;
  private final ReadPosition readPosition;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile ConsumerState state = ConsumerState.STOPPED;
  private volatile StoredPosition stored = StoredPosition.START;
  private volatile boolean isCaughtUp;
  private final AtomicLong appliedRecords = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String lastFailure;

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
    this.settings = settings;
    this.database = database;
    this.projection = projection;
    this.readPosition = readPosition;
    thread = new Thread(this::run, settings.schema() + "-consumer");
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /** How it is. */
  public ConsumerStatus status() {
    final StoredPosition at = stored;
    return new ConsumerStatus(
        settings.schema(),
        state,
        at.position(),
        appliedRecords.get(),
        failures.get(),
        Optional.ofNullable(lastFailure),
        isCaughtUp ? 0 : ageNs(at.timeNs()));
  }

  private static long ageNs(final long timeNs) {
    if (timeNs == 0) {
      return 0;
    }
    return Math.max(0, Duration.between(Instant.ofEpochSecond(0, timeNs), Instant.now()).toNanos());
  }

  /** Stops after the transaction under way. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
      if (thread.isAlive()) {
        LOGGER.warn("the consumer of {} did not stop in {}", settings.schema(), STOP_TIMEOUT);
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
      isOpen = !isClosedAfter(backoff);
      backoff = longer(backoff);
    }
    state = ConsumerState.STOPPED;
  }

  private Duration longer(final Duration backoff) {
    final Duration twice = backoff.multipliedBy(2);
    return twice.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : twice;
  }

  /** Reads until it is closed or something fails. */
  private void follow() {
    projection.clear();
    stored = database.inTransaction(this::load);
    readPosition.signal(stored.position());
    try (JournalFollower follower = JournalFollower.open(settings.journal(), stored, projection)) {
      state = ConsumerState.RUNNING;
      do {
        isCaughtUp = !stageAndApply(follower);
      } while (!isClosedAfter(isCaughtUp ? settings.idlePause() : Duration.ZERO));
    }
  }

  private StoredPosition load(final Handle handle) {
    projection.load(handle);
    return StoredPosition.read(handle, settings.schema());
  }

  /**
   * One transaction; false where the journal has no more. What came before a damaged batch is
   * applied first.
   */
  private boolean stageAndApply(final JournalFollower follower) {
    final boolean isMore;
    try {
      isMore = stage(follower);
    } catch (final JournalException ex) {
      apply(follower);
      throw ex;
    }
    apply(follower);
    return isMore;
  }

  /** Stages until the transaction is full; false where the journal has no more. */
  private boolean stage(final JournalFollower follower) {
    final long full = stored.position() + settings.maxRecords();
    while (follower.position() < full) {
      if (!follower.poll()) {
        return false;
      }
    }
    return true;
  }

  private void apply(final JournalFollower follower) {
    if (follower.position() == stored.position()) {
      return;
    }
    final StoredPosition from = stored;
    final StoredPosition to = follower.toStored();
    database.inTransaction(
        handle -> {
          // What a crash of the database takes is read from the journal again, so nobody waits for
          // its disk.
          handle.execute("SET LOCAL synchronous_commit = off");
          projection.apply(handle);
          StoredPosition.advance(handle, settings.schema(), from.position(), to);
          return null;
        });
    projection.clear();
    stored = to;
    appliedRecords.addAndGet(to.position() - from.position());
    readPosition.signal(to.position());
  }

  private void onFailure(final RuntimeException failure) {
    isCaughtUp = false;
    final ConsumerState next = stateAfter(failure);
    final String text = Objects.toString(failure.getMessage(), failure.toString());
    final boolean isNews = next != state || !text.equals(lastFailure);
    state = next;
    if (next == ConsumerState.AWAITING_JOURNAL) {
      return;
    }
    failures.incrementAndGet();
    lastFailure = text;
    if (isNews) {
      LOGGER.error(
          "the consumer of {} stopped after position {}: {}",
          settings.schema(),
          stored.position(),
          text,
          failure);
    }
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

  private boolean isClosedAfter(final Duration pause) {
    try {
      return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (final InterruptedException ex) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
