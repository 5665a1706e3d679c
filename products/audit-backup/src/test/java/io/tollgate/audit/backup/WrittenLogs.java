package io.tollgate.audit.backup;

import io.tollgate.audit.log.AuditLog;
import io.tollgate.audit.log.LogSettings;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SigningKeys;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.MetadataFormat;
import io.tollgate.audit.proof.RecordDraft;
import io.tollgate.secrets.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The logs of all classes, of segments of 16 records and batches of 5, by the real writer. */
final class WrittenLogs implements AutoCloseable {
  static final int SEGMENT = 16;
  private static final long START_NS = 1_700_000_000_000_000_000L;

  final Path directory;
  private final Map<RetentionClass, AuditLog> logs = new EnumMap<>(RetentionClass.class);
  private final RecordDraft draft = new RecordDraft();
  private long position;
  private long timeNs = START_NS;

  WrittenLogs(final Path root) {
    directory = root.resolve("audit");
    try {
      Files.createDirectories(root.resolve("secrets"));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    final SigningKeys keys = SigningKeys.in(SecretStore.open(root.resolve("secrets")));
    for (final RetentionClass retention : RetentionClass.values()) {
      logs.put(
          retention,
          AuditLog.open(
              directory.resolve(retention.logName()),
              retention.logName(),
              new LogSettings(4, 5, Set.of()),
              keys,
              START_NS));
    }
  }

  AuditLog log(final RetentionClass retention) {
    return logs.get(retention);
  }

  Instant now() {
    return Instant.ofEpochSecond(0, timeNs);
  }

  /** Appends records to a log, signed and durable when it returns. */
  WrittenLogs append(final RetentionClass retention, final int count) {
    final AuditLog log = logs.get(retention);
    for (int i = 0; i < count; i++) {
      position++;
      timeNs += 1_000_000_000L;
      final byte[] metadata = ascii("{\"position\":" + position + "}");
      draft
          .begin(AuditSource.GATE, ascii("gate.checked"), ascii("check"), position, timeNs)
          .agent(ascii("0123456789abcdef0123456789abcdef"), 0)
          .metadata(MetadataFormat.JSON, metadata, metadata.length);
      log.append(draft, Checkpoint.NO_JOURNAL_CRC);
      if (log.isBatchFull()) {
        flush(retention);
      }
    }
    flush(retention);
    return this;
  }

  private void flush(final RetentionClass retention) {
    logs.get(retention).flush(timeNs, position, Checkpoint.NO_JOURNAL_CRC);
  }

  /** Lets time pass, and every log give out a checkpoint. */
  void idle(final long seconds) {
    timeNs += seconds * 1_000_000_000L;
    logs.keySet().forEach(this::flush);
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    logs.values().forEach(AuditLog::close);
  }
}
