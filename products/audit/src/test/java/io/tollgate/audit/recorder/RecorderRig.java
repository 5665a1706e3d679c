package io.tollgate.audit.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.LogSettings;
import io.tollgate.audit.log.LogVerifier;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.SignedNote;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.ConsumedEncoder;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.testing.TestJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A real journal, and what a recorder makes of it. */
final class RecorderRig implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long START_NS = 1_700_000_000_000_000_000L;

  final Path root;
  TestJournal journal;

  RecorderRig(final Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("secrets"));
    journal = new TestJournal(root.resolve("journal"), START_NS);
  }

  static RecorderSettings settings(final Path root) {
    return new RecorderSettings(
        root.resolve("journal"),
        root.resolve("audit"),
        SecretStore.open(root.resolve("secrets")),
        new LogSettings(4, 5, Set.of()),
        Duration.ofMillis(1),
        Duration.ofMillis(50),
        Duration.ofHours(1),
        InstantSource.system());
  }

  AuditRecorder start() {
    final AuditRecorder recorder = new AuditRecorder(settings(root));
    recorder.start();
    return recorder;
  }

  /** Appends so many records, each told from others by its number; the last one's position. */
  long append(final int count, final int number) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = append(number + i);
    }
    return last;
  }

  private long append(final long number) {
    return number % 2 == 0
        ? journal.append(
            (buffer, offset, header) ->
                new CheckedEncoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .scopeHash(0)
                    .linkId(number)
                    .countAfter(1)
                    .agentIndex(5)
                    .permission((short) 17)
                    .reason((short) 0)
                    .failingHop((byte) -1)
                    .encodedLength())
        : journal.append(
            (buffer, offset, header) -> {
              final ConsumedEncoder record = new ConsumedEncoder();
              record
                  .wrapAndApplyHeader(buffer, offset, header)
                  .agentIndex(5)
                  .priceId(number)
                  .permission((short) 16)
                  .resource((short) 1)
                  .levelsCount(0);
              return record.encodedLength();
            });
  }

  /** What power failure can do: another journal with the same beginning. */
  void loseTail(final int kept) throws IOException {
    journal.close();
    try (Stream<Path> files = Files.list(root.resolve("journal"))) {
      for (final Path file : files.toList()) {
        Files.delete(file);
      }
    }
    journal = new TestJournal(root.resolve("journal"), START_NS);
    append(kept, 0);
    journal.advance(Duration.ofSeconds(3).toNanos());
  }

  void recordTo(final long position) {
    try (AuditRecorder recorder = start()) {
      awaitPosition(recorder, position);
    }
  }

  static void awaitPosition(final AuditRecorder recorder, final long position) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> recorder.status().position() >= position);
  }

  static void awaitState(final AuditRecorder recorder, final ConsumerState state) {
    await().atMost(PATIENCE).until(() -> recorder.status().state() == state);
  }

  Path log(final RetentionClass retention) {
    return root.resolve("audit").resolve(retention.logName());
  }

  List<AuditRecord> records(final RetentionClass retention) {
    final LogReader reader = LogReader.open(log(retention));
    final List<AuditRecord> records = new ArrayList<>();
    for (long at = reader.first(); at < reader.checkpoint().size(); at++) {
      records.add(reader.record(at));
    }
    return records;
  }

  /** Journal positions in all logs, in the order of the logs. */
  List<Long> positions() {
    return Stream.of(RetentionClass.values())
        .flatMap(retention -> records(retention).stream())
        .map(AuditRecord::position)
        .filter(position -> position > 0)
        .toList();
  }

  void assertIntact(final List<byte[]> known) {
    for (final RetentionClass retention : RetentionClass.values()) {
      final List<byte[]> ofLog =
          known.stream()
              .filter(
                  note ->
                      Checkpoint.parse(SignedNote.parse(note).text())
                          .origin()
                          .endsWith("/" + retention.logName()))
              .toList();
      assertThat(LogVerifier.verify(log(retention), List.of(), ofLog).finding())
          .as("%s", retention)
          .isEmpty();
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
