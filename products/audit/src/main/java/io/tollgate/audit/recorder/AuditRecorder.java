package io.tollgate.audit.recorder;

import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.consumer.ConsumerStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal on a thread of its own and records everything in the audit logs, each record
 * once: a log's signed checkpoint says up to which journal position it has all that is its own, and
 * that is where it goes on, whenever the process is killed, after it made sure that the journal
 * still has the record there; where it has another, nothing is recorded. Where a log cannot be
 * written, records wait in the journal; after a pause that grows the logs are opened anew.
 *
 * <p>Thread rules: start and close by the owner; the status by anyone.
 */
public final class AuditRecorder implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuditRecorder.class);
  private static final Duration IDLE_PAUSE = Duration.ofMillis(1);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final RecorderSettings settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "audit-recorder");
  private volatile ConsumerStatus status = status(ConsumerState.STOPPED, 0, 0, 0, null, 0);
  private AuditLogs logs;
  private long nowNs;
  private long lastRecordNs;
  private long pendingSinceNs;
  private long checkpointNs;
  private long pruneNs;
  private long failures;

  /** A recorder that does not run yet. */
  public AuditRecorder(final RecorderSettings settings) {
    this.settings = settings;
  }

  private static ConsumerStatus status(
      final ConsumerState state,
      final long position,
      final long records,
      final long failures,
      final String lastFailure,
      final long lagNs) {
    return new ConsumerStatus(
        "audit-log", state, position, records, failures, Optional.ofNullable(lastFailure), lagNs);
  }

  /** Begins to record. */
  public void start() {
    thread.start();
  }

  /** How it is; its applied records are those in all logs, durable and signed. */
  public ConsumerStatus status() {
    return status;
  }

  /** Signs what waits, and stops. */
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
    Duration backoff = MIN_BACKOFF;
    boolean isOpen = true;
    while (isOpen) {
      final long before = status.appliedRecords();
      try (AuditLogs opened = new AuditLogs(settings)) {
        logs = opened;
        follow();
      } catch (final RuntimeException e) {
        onFailure(e);
      }
      backoff = status.appliedRecords() > before ? MIN_BACKOFF : backoff;
      isOpen = !isClosedAfter(backoff);
      backoff =
          backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0
              ? MAX_BACKOFF
              : backoff.multipliedBy(2);
    }
    status =
        status(
            ConsumerState.STOPPED,
            status.position(),
            status.appliedRecords(),
            failures,
            status.lastFailure().orElse(null),
            0);
  }

  private void follow() {
    tick();
    checkpoint();
    try (JournalReader reader = JournalReader.open(settings.journal())) {
      resume(reader);
      boolean isMore;
      do {
        tick();
        isMore = reader.poll(this::onRecord);
        afterPoll(isMore);
      } while (!isClosedAfter(isMore ? Duration.ZERO : IDLE_PAUSE));
      logs.flush(AuditLogs.nanos(settings.clock().instant()), true);
    }
  }

  private void resume(final JournalReader reader) {
    logs.requireSame(reader);
    try {
      reader.moveTo(logs.resumeAfter() + 1);
    } catch (final JournalException e) {
      if (e.kind() != JournalException.Kind.PRUNED) {
        throw e;
      }
      reader.toStart();
      LOGGER.error("journal records before {} are gone unrecorded", reader.position() + 1);
      logs.admitGap(reader.position() + 1, nowNs);
    }
  }

  private void tick() {
    nowNs = AuditLogs.nanos(settings.clock().instant());
  }

  private void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    logs.onRecord(position, timeNs, buffer, offset, length, nowNs);
    lastRecordNs = timeNs;
  }

  private void afterPoll(final boolean isMore) {
    if (!logs.isPending()) {
      pendingSinceNs = nowNs;
    }
    if (nowNs - checkpointNs >= settings.checkpointEvery().toNanos()) {
      checkpoint();
    } else if (nowNs - pendingSinceNs >= settings.linger().toNanos()) {
      logs.flush(nowNs, false);
      pendingSinceNs = nowNs;
    }
    if (!isMore && nowNs - pruneNs >= settings.pruneEvery().toNanos()) {
      pruneNs = nowNs;
      logs.prune(settings.clock().instant());
    }
    final long lagNs = isMore ? Math.max(0, nowNs - lastRecordNs) : 0;
    publish(lagNs);
  }

  private void checkpoint() {
    logs.flush(nowNs, true);
    checkpointNs = nowNs;
  }

  private void publish(final long lagNs) {
    if (status.position() != logs.processed()
        || status.appliedRecords() != logs.records()
        || status.state() != ConsumerState.RUNNING
        || status.lagNs() != lagNs) {
      status =
          status(
              ConsumerState.RUNNING,
              logs.processed(),
              logs.records(),
              failures,
              status.lastFailure().orElse(null),
              lagNs);
    }
  }

  private void onFailure(final RuntimeException failure) {
    final ConsumerState next = stateAfter(failure);
    final String text = Objects.toString(failure.getMessage(), failure.toString());
    final boolean isNews =
        next != status.state() || !text.equals(status.lastFailure().orElse(null));
    if (next != ConsumerState.AWAITING_JOURNAL) {
      failures++;
      if (isNews) {
        LOGGER.error(
            "the audit log stopped after position {}: {}", status.position(), text, failure);
      }
    }
    status = status(next, status.position(), status.appliedRecords(), failures, text, 0);
  }

  private static ConsumerState stateAfter(final RuntimeException failure) {
    if (failure instanceof JournalChangedException) {
      return ConsumerState.JOURNAL_BEHIND;
    }
    if (failure instanceof JournalException journalFailure) {
      return switch (journalFailure.kind()) {
        case MISSING -> ConsumerState.AWAITING_JOURNAL;
        case BEYOND_END -> ConsumerState.JOURNAL_BEHIND;
        default -> ConsumerState.BACKING_OFF;
      };
    }
    return ConsumerState.BACKING_OFF;
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
