package io.tollgate.audit.recorder;

import io.tollgate.support.consumer.ConsumerSettings;
import io.tollgate.support.consumer.ConsumerStatus;
import io.tollgate.support.consumer.JournalFollower;
import io.tollgate.support.event.EventVocabulary;
import java.time.Duration;
import java.util.List;

/**
 * Follows the journal and records everything in the audit logs, each record once: a log's signed
 * checkpoint says up to which journal position it has all that is its own, and that is where it
 * goes on, whenever the process is killed. Where a log cannot be written, records wait in the
 * journal, and the logs are opened anew.
 *
 * <p>Thread rules: start and close by the owner; the status by anyone.
 */
public final class AuditRecorder implements AutoCloseable {
  /** Its name among the journal's followers. */
  public static final String NAME = "audit-log";

  private static final int MAX_RECORDS = 4_096;
  private static final Duration IDLE_PAUSE = Duration.ofMillis(1);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

  private final JournalFollower follower;

  /** A recorder that does not run yet, to which only audit's own events say anything. */
  public AuditRecorder(final RecorderSettings settings) {
    this(settings, List.of());
  }

  /** A recorder that does not run yet, with what other products say of their events. */
  public AuditRecorder(final RecorderSettings settings, final List<EventVocabulary> vocabularies) {
    follower =
        new JournalFollower(
            new ConsumerSettings(
                NAME,
                settings.journal(),
                ConsumerSettings.statusesBeside(settings.journal()),
                MAX_RECORDS,
                IDLE_PAUSE,
                MIN_BACKOFF,
                MAX_BACKOFF),
            new RecorderStore(settings, vocabularies));
  }

  /** Begins to record. */
  public void start() {
    follower.start();
  }

  /** How it is; its position is that up to which all is durable and signed. */
  public ConsumerStatus status() {
    return follower.status();
  }

  /** Signs what waits, and stops. */
  @Override
  public void close() {
    follower.close();
  }
}
