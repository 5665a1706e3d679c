package io.tollgate.audit;

import static org.awaitility.Awaitility.await;

import io.tollgate.audit.event.AuditEvent;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.LogSettings;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SignedPosition;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.TreeHasher;
import io.tollgate.audit.recorder.AuditRecorder;
import io.tollgate.audit.recorder.RecorderSettings;
import io.tollgate.sbe.journal.EventAppendedEncoder;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.testing.TestFiles;
import io.tollgate.support.testing.TestJournal;
import io.tollgate.support.testing.TestJournal.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A real journal and the real logs that are recorded of it, in small segments and batches. */
final class SignedLogs implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Path root;
  TestJournal journal;
  private AuditRecorder recorder;
  private final Instant now;
  private InstantSource clock;

  /** Logs whose records are of now, or of a time before. */
  SignedLogs(final Duration age) {
    try {
      root = TestFiles.newDirectory("audit-index-");
      Files.createDirectories(root.resolve("secrets"));
    } catch (final IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    clock = InstantSource.offset(InstantSource.system(), age.negated());
    now = clock.instant();
    open("journal");
  }

  private void open(final String name) {
    journal =
        new TestJournal(root.resolve(name), now.getEpochSecond() * 1_000_000_000L + now.getNano());
    recorder = recorder(name);
    recorder.start();
  }

  private AuditRecorder recorder(final String name) {
    return new AuditRecorder(
        new RecorderSettings(
            root.resolve(name),
            directory(),
            SecretStore.open(root.resolve("secrets")),
            new LogSettings(4, 5, Set.of()),
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofHours(1),
            clock));
  }

  Path directory() {
    return root.resolve("audit");
  }

  Path directory(final RetentionClass log) {
    return directory().resolve(log.logName());
  }

  /** Begins other logs, of another journal, signed by the same key. */
  void beginAnew() {
    close(false);
    TestFiles.delete(directory());
    open("journal-2");
  }

  /** Lets another recorder go on, whose time is now. */
  void restart() {
    recorder.close();
    clock = InstantSource.system();
    recorder = recorder("journal");
    recorder.start();
  }

  long append(final int count) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = journal.append(TestRecords.consumed(4, 7));
    }
    return last;
  }

  long append(final AuditEvent event) {
    return journal.append(event(AuditEvent.PRODUCT, event.type(), event.payload(), "alice"));
  }

  static Encoding event(
      final int product, final int type, final byte[] payload, final String actor) {
    return (buffer, offset, header) -> {
      final EventAppendedEncoder record = new EventAppendedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .putAgentId(new byte[32], 0, 32)
          .actorIndex(4)
          .eventType(type)
          .product((short) product)
          .payloadHash(1)
          .actor(actor)
          .putPayload(payload, 0, payload.length);
      return record.encodedLength();
    };
  }

  static byte[] bytes(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void awaitSigned(final long position) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> SignedPosition.in(directory()) >= position);
  }

  List<AuditRecord> records(final RetentionClass log) {
    final LogReader reader = LogReader.open(directory(log));
    final List<AuditRecord> records = new ArrayList<>();
    for (long at = reader.first(); at < reader.checkpoint().size(); at++) {
      records.add(reader.record(at));
    }
    return records;
  }

  /** Log, number and hash of all records of the logs. */
  List<String> hashes(final RetentionClass... logs) {
    final List<String> hashes = new ArrayList<>();
    final byte[] hash = new byte[TreeHasher.HASH_LENGTH];
    for (final RetentionClass log : logs) {
      for (final AuditRecord record : records(log)) {
        record.hash(new TreeHasher(), hash);
        hashes.add(log + " " + record.sequence() + " " + HexFormat.of().formatHex(hash));
      }
    }
    return hashes;
  }

  static String hash(final FoundRecord found) {
    return found.log() + " " + found.sequence() + " " + found.hash();
  }

  private void close(final boolean isLast) {
    recorder.close();
    journal.close();
    if (isLast) {
      TestFiles.delete(root);
    }
  }

  @Override
  public void close() {
    close(true);
  }
}
