package io.tollgate.audit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.backup.testing.TestBroker;
import io.tollgate.audit.log.LogVerifier;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Real logs, topics of their own at a real broker, and a backup between them. */
final class BackupRig implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final AtomicInteger TOPICS = new AtomicInteger();

  final Path root;
  final WrittenLogs logs;
  final String topics = "backup-" + TOPICS.incrementAndGet();
  private final TestBroker broker;

  BackupRig(final TestBroker broker, final Path root) {
    this.broker = broker;
    this.root = root;
    logs = new WrittenLogs(root);
    broker.createTopics(topics, Map.of());
  }

  AuditBackup start() {
    final AuditBackup backup = new AuditBackup(settings(logs.directory, topics));
    backup.start();
    return backup;
  }

  BackupSettings settings(final Path audit, final String prefix) {
    return settings(broker.client(root), audit, prefix);
  }

  static BackupSettings settings(final Path client, final Path audit, final String prefix) {
    return new BackupSettings(
        audit,
        client,
        prefix,
        Duration.ofMillis(5),
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        InstantSource.system());
  }

  /** Runs a backup until everything that is signed is in the topics. */
  void backUp() {
    try (AuditBackup backup = start()) {
      for (final RetentionClass retention : RetentionClass.values()) {
        awaitSent(backup, retention, logs.log(retention).durableSize());
      }
    }
  }

  static void awaitSent(
      final AuditBackup backup, final RetentionClass retention, final long records) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(backup.status())
                    .extracting(BackupStatus::state, it -> it.sent().get(retention))
                    .containsExactly(BackupState.RUNNING, records));
  }

  String topic(final RetentionClass retention) {
    return topics + "." + retention.logName();
  }

  List<ConsumerRecord<byte[], byte[]>> messages(final RetentionClass retention) {
    return messages(topic(retention));
  }

  List<ConsumerRecord<byte[], byte[]>> messages(final String topic) {
    return TopicMessages.of(broker.client(root), topic);
  }

  List<Long> sequences(final RetentionClass retention) {
    return messages(retention).stream()
        .map(it -> BackupMessage.read(it.key()))
        .filter(it -> it.kind() == MessageKind.RECORD)
        .map(BackupMessage::sequence)
        .toList();
  }

  Path restore() {
    final Path restored = root.resolve("restored");
    final Map<RetentionClass, BackupRestore.Outcome> outcomes =
        BackupRestore.restore(broker.client(root), topics, restored);
    assertThat(outcomes.values()).allSatisfy(it -> assertThat(it.damage()).isEmpty());
    return restored;
  }

  static VerificationReport verify(final Path directory, final RetentionClass retention) {
    return LogVerifier.verify(log(directory, retention), List.of(), List.of());
  }

  static Path log(final Path directory, final RetentionClass retention) {
    return directory.resolve(retention.logName());
  }

  /** The files of a log: their bytes, in hex, by their names. */
  static Map<String, String> files(final Path directory, final RetentionClass retention)
      throws IOException {
    final Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.list(log(directory, retention))) {
      for (final Path file : files.toList()) {
        bytes.put(
            file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    logs.close();
  }
}
