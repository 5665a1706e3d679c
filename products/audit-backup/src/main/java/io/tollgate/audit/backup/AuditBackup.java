package io.tollgate.audit.backup;

import io.tollgate.audit.log.RetentionClass;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the signed audit logs on a thread of its own and keeps a second copy in Kafka topics. The
 * logs themselves are its buffer: while the broker is away it waits, with pauses that grow, and
 * nothing else waits for it.
 *
 * <p>Thread rules: start and close by the owner; the status by anyone.
 */
public final class AuditBackup implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuditBackup.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
  private static final long STATUS_EVERY_NS = 1_000_000_000L;

  private final BackupSettings settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "audit-backup");
  private volatile BackupStatus status = new BackupStatus(BackupState.STOPPED, 0, Map.of(), 0, "");
  private long writtenNs;
  private boolean isWritable = true;

  /** A backup that does not run yet. */
  public AuditBackup(final BackupSettings settings) {
    this.settings = settings;
  }

  /** Begins to send. */
  public void start() {
    thread.start();
  }

  /** How it is. */
  public BackupStatus status() {
    return status;
  }

  /** Stops after the transaction that is under way. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration pause = settings.minBackoff();
    do {
      final Map<RetentionClass, Long> before = status.sent();
      try {
        final Optional<BackupSession> session = BackupSession.open(settings);
        if (session.isPresent()) {
          follow(session.get());
        } else {
          say(BackupState.AWAITING_LOG, status.sent(), status.lostRecords(), "");
        }
      } catch (final RuntimeException e) {
        onFailure(e);
      }
      pause = status.sent().equals(before) ? pause : settings.minBackoff();
      final Duration now = status.state() == BackupState.FENCED ? settings.fencedPause() : pause;
      if (isClosedAfter(now)) {
        break;
      }
      pause = shorter(pause.multipliedBy(2), settings.maxBackoff());
    } while (true);
    say(BackupState.STOPPED, status.sent(), status.lostRecords(), status.failure());
  }

  private void follow(final BackupSession opened) {
    try (BackupSession session = opened) {
      final long lostBefore = status.lostRecords();
      boolean isMore;
      do {
        isMore = session.step();
        publish(session.sent(), lostBefore + session.lost());
      } while (!isClosedAfter(isMore ? Duration.ZERO : settings.idlePause()));
    }
  }

  private static Duration shorter(final Duration one, final Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void publish(final Map<RetentionClass, Long> sent, final long lost) {
    if (status.state() != BackupState.RUNNING || System.nanoTime() - writtenNs >= STATUS_EVERY_NS) {
      say(BackupState.RUNNING, sent, lost, status.failure());
    } else if (!sent.equals(status.sent())) {
      status = new BackupStatus(BackupState.RUNNING, nowNs(), sent, lost, status.failure());
    }
  }

  private void onFailure(final RuntimeException failure) {
    final BackupState next = stateAfter(failure);
    final String text = Objects.toString(failure.getMessage(), failure.toString());
    final BackupStatus before = status;
    say(next, before.sent(), before.lostRecords(), text);
    if (next != before.state() || !status.failure().equals(before.failure())) {
      LOGGER.error("the backup of the audit logs stopped, {}: {}", next, text, failure);
    }
  }

  private static BackupState stateAfter(final RuntimeException failure) {
    if (failure instanceof BackupException) {
      return BackupState.REFUSED;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return BackupState.FENCED;
      }
    }
    return BackupState.BACKING_OFF;
  }

  private void say(
      final BackupState state,
      final Map<RetentionClass, Long> sent,
      final long lost,
      final String failure) {
    status = new BackupStatus(state, nowNs(), sent, lost, failure);
    writtenNs = System.nanoTime();
    try {
      status.writeTo(settings.audit());
      isWritable = true;
    } catch (final IOException e) {
      if (isWritable) {
        LOGGER.warn("the backup's status cannot be written beside the audit logs", e);
      }
      isWritable = false;
    }
  }

  private long nowNs() {
    final Instant now = settings.clock().instant();
    return Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L) + now.getNano();
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
