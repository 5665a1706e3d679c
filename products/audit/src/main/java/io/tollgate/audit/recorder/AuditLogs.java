package io.tollgate.audit.recorder;

import io.tollgate.audit.log.AuditLog;
import io.tollgate.audit.log.LegalHolds;
import io.tollgate.audit.log.Pruning;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SigningKeys;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.RecordDraft;
import io.tollgate.journal.JournalReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/** The logs of all retention classes, and what is needed to write them. One thread. */
final class AuditLogs implements AutoCloseable {
  private final Map<RetentionClass, AuditLog> logs = new EnumMap<>(RetentionClass.class);
  private final RecordDraft draft = new RecordDraft();
  private final AgentTable agents;
  private final RecordMapper mapper;
  private final JournalMark mark = new JournalMark();
  private long processed;
  private long processedCrc = Checkpoint.NO_JOURNAL_CRC;

  AuditLogs(final RecorderSettings settings) {
    final SigningKeys keys = SigningKeys.in(settings.secrets());
    final long nowNs = nanos(settings.clock().instant());
    try {
      for (final RetentionClass retention : RetentionClass.values()) {
        final Path directory = settings.directory().resolve(retention.logName());
        logs.put(
            retention, AuditLog.open(directory, retention.logName(), settings.log(), keys, nowNs));
      }
      agents = AgentTable.open(settings.directory().resolve("agents"));
    } catch (final RuntimeException e) {
      logs.values().forEach(CloseHelper::quietClose);
      throw e;
    }
    mapper = new RecordMapper(agents, new SubjectKeys(settings.secrets()));
    processed = resumeAfter();
  }

  /**
   * Makes sure that the journal still has the records up to which the logs have it.
   *
   * @throws JournalChangedException where another record is at such a position.
   */
  void requireSame(final JournalReader journal) {
    for (final AuditLog log : logs.values()) {
      if (log.journalPosition() > 0) {
        mark.requireAt(journal, log.journalPosition(), log.journalCrc(), log.name());
      }
    }
  }

  /** The journal position up to which every log has all that is its own. */
  long resumeAfter() {
    return logs.values().stream().mapToLong(AuditLog::journalPosition).min().orElse(0);
  }

  /** Takes a journal record; what a log has already is passed over. */
  void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length,
      final long nowNs) {
    final RetentionClass retention = mapper.map(draft, position, timeNs, buffer, offset, length);
    final AuditLog log = logs.get(retention);
    final long crc = mark.crc(timeNs, buffer, offset, length);
    if (position > log.journalPosition()) {
      log.append(draft, crc);
      if (log.isBatchFull()) {
        agents.force();
        log.flush(nowNs, position, crc);
      }
    }
    processed = position;
    processedCrc = crc;
  }

  /** Whether any record waits for its signature. */
  boolean isPending() {
    for (final AuditLog log : logs.values()) {
      if (log.pending() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Signs what waits; with {@code isCheckpoint} also the logs in which nothing does. */
  void flush(final long nowNs, final boolean isCheckpoint) {
    agents.force();
    for (final AuditLog log : logs.values()) {
      if (isCheckpoint || log.pending() > 0) {
        log.flush(nowNs, processed, processedCrc);
      }
    }
  }

  /**
   * Admits that journal records are gone which were never recorded, in each log that lacks them.
   */
  void admitGap(final long firstThere, final long nowNs) {
    for (final AuditLog log : logs.values()) {
      if (log.journalPosition() + 1 < firstThere) {
        log.admitGap(log.journalPosition() + 1, firstThere - 1, nowNs);
      }
    }
    if (firstThere - 1 > processed) {
      processed = firstThere - 1;
      processedCrc = Checkpoint.NO_JOURNAL_CRC;
    }
  }

  /** Removes what is past retention. */
  void prune(final Instant now) {
    logs.forEach(
        (retention, log) -> new Pruning(log, retention.kept(), new LegalHolds(log)).run(now));
  }

  long processed() {
    return processed;
  }

  long records() {
    return logs.values().stream().mapToLong(AuditLog::durableSize).sum();
  }

  static long nanos(final Instant instant) {
    return Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L) + instant.getNano();
  }

  @Override
  public void close() {
    logs.values().forEach(CloseHelper::quietClose);
    CloseHelper.quietClose(agents);
  }
}
