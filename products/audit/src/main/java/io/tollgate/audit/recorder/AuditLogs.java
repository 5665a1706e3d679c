package io.tollgate.audit.recorder;

import io.tollgate.audit.log.AuditLog;
import io.tollgate.audit.log.LegalHolds;
import io.tollgate.audit.log.Pruning;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SigningKeyChange;
import io.tollgate.audit.log.SigningKeys;
import io.tollgate.audit.proof.RecordDraft;
import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import io.tollgate.support.consumer.JournalMark;
import io.tollgate.support.consumer.RecordCrc;
import io.tollgate.support.event.EventVocabulary;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/** The logs of all retention classes, and what is needed to write them. One thread. */
final class AuditLogs implements AutoCloseable {
  private final Map<RetentionClass, AuditLog> logs = new EnumMap<>(RetentionClass.class);
  private final RecordDraft draft = new RecordDraft();
  private final AgentTable agents;
  private final RecordMapper mapper;
  private final Orders orders;
  private final InstantSource clock;
  private final LogsLock lock;

  AuditLogs(final RecorderSettings settings, final List<EventVocabulary> vocabularies) {
    clock = settings.clock();
    lock = LogsLock.take(settings.directory());
    try {
      final SigningKeys keys = SigningKeys.in(settings.secrets());
      final SubjectKeys subjects = new SubjectKeys(settings.secrets());
      final long nowNs = nanos(settings.clock().instant());
      for (final RetentionClass retention : RetentionClass.values()) {
        final Path directory = settings.directory().resolve(retention.logName());
        logs.put(
            retention, AuditLog.open(directory, retention.logName(), settings.log(), keys, nowNs));
      }
      new SigningKeyChange(keys, logs.values()).finish(nowNs);
      agents = AgentTable.open(settings.directory().resolve("agents"));
      mapper = new RecordMapper(agents, subjects, vocabularies);
      orders = new Orders(logs, subjects, new SigningKeyChange(keys, logs.values()));
    } catch (final RuntimeException e) {
      logs.values().forEach(CloseHelper::quietClose);
      CloseHelper.quietClose(lock);
      throw e;
    }
  }

  /** How far each log has the journal. */
  List<JournalMark> marks() {
    return logs.values().stream()
        .map(log -> new JournalMark(log.journalPosition(), log.journalCrc(), -1, 0))
        .toList();
  }

  /** Takes a journal record; what a log has already is passed over. */
  void onRecord(
      final long position,
      final long timeNs,
      final long recordCrc,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    // Audit's own events are the ledger's: what it has was carried out.
    final boolean isOrder =
        position > logs.get(RetentionClass.LEDGER).journalPosition()
            && orders.carryOut(buffer, offset, clock.instant());
    final RetentionClass retention = mapper.map(draft, position, timeNs, buffer, offset, length);
    final AuditLog log = logs.get(retention);
    if (position > log.journalPosition()) {
      log.append(draft, recordCrc);
      if (isOrder || log.isBatchFull()) {
        agents.force();
        log.flush(nanos(clock.instant()), position, recordCrc);
      }
    }
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

  /**
   * Signs what waits; with {@code isCheckpoint} also the logs in which nothing does.
   *
   * @param position up to which the journal is in the logs.
   * @param recordCrc of the journal record there.
   */
  void flush(
      final long nowNs, final long position, final long recordCrc, final boolean isCheckpoint) {
    agents.force();
    for (final AuditLog log : logs.values()) {
      if (isCheckpoint || log.pending() > 0) {
        log.flush(nowNs, position, recordCrc);
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
  }

  /** Admits that the journal lost its tail, in each log that recorded any of it. */
  void admitLostTail(final long first, final JournalReader journal, final long nowNs) {
    final long crcBefore = crcAt(journal, first - 1);
    for (final AuditLog log : logs.values()) {
      if (log.journalPosition() >= first) {
        log.admitLostTail(first, crcBefore, nowNs);
      }
    }
  }

  /** Of a record that is there; where it was removed, it is not known. */
  private static long crcAt(final JournalReader journal, final long position) {
    final long[] found = {JournalMark.UNKNOWN_CRC};
    if (position > 0) {
      try {
        journal.moveTo(position);
        final RecordCrc crc = new RecordCrc();
        journal.poll(
            (at, timeNs, buffer, offset, length) -> {
              if (at == position) {
                found[0] = crc.of(timeNs, buffer, offset, length);
              }
            });
      } catch (final JournalException e) {
        if (e.kind() != JournalException.Kind.PRUNED) {
          throw e;
        }
      }
    }
    return found[0];
  }

  /** Removes what is past retention. */
  void prune(final Instant now) {
    logs.forEach(
        (retention, log) -> new Pruning(log, retention.kept(), new LegalHolds(log)).run(now));
  }

  static long nanos(final Instant instant) {
    return Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L) + instant.getNano();
  }

  @Override
  public void close() {
    logs.values().forEach(CloseHelper::quietClose);
    CloseHelper.quietClose(agents);
    CloseHelper.quietClose(lock);
  }
}
