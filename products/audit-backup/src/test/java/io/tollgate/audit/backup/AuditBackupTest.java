package io.tollgate.audit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.backup.testing.TestBroker;
import io.tollgate.audit.log.LegalHolds;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.Pruning;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.Finding;
import io.tollgate.audit.proof.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real logs, and a real broker in this process. */
final class AuditBackupTest {
  private static TestBroker broker;

  @TempDir private static Path brokerDirectory;
  @TempDir private Path root;
  private BackupRig rig;
  private WrittenLogs logs;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(brokerDirectory);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void begin() {
    rig = new BackupRig(broker, root);
    logs = rig.logs;
  }

  @AfterEach
  void end() {
    broker.start();
    rig.close();
  }

  @Test
  void shouldRestoreEveryLogByteForByteAfterManyStopsAndStarts() throws IOException {
    for (int round = 0; round < 3; round++) {
      logs.append(RetentionClass.LEDGER, 13).append(RetentionClass.GATE, 7);
      rig.backUp();
    }

    final Path restored = rig.restore();

    for (final RetentionClass retention : RetentionClass.values()) {
      assertThat(BackupRig.verify(restored, retention).finding()).isEmpty();
      assertThat(BackupRig.files(restored, retention))
          .isEqualTo(BackupRig.files(logs.directory, retention));
    }
    assertThat(rig.sequences(RetentionClass.LEDGER)).doesNotHaveDuplicates().hasSize(40).isSorted();
  }

  @Test
  void shouldGoOnWithoutLossOrDoublesWhereTheBrokerWasAway() {
    logs.append(RetentionClass.LEDGER, 20);
    try (AuditBackup backup = rig.start()) {
      BackupRig.awaitSent(backup, RetentionClass.LEDGER, 21);
      broker.stop();
      logs.append(RetentionClass.LEDGER, 30);
      await()
          .atMost(BackupRig.PATIENCE)
          .until(() -> backup.status().state() == BackupState.BACKING_OFF);
      assertThat(backup.status().sent()).containsEntry(RetentionClass.LEDGER, 21L);
      broker.start();
      BackupRig.awaitSent(backup, RetentionClass.LEDGER, 51);
    }

    assertThat(rig.sequences(RetentionClass.LEDGER)).doesNotHaveDuplicates().hasSize(51).isSorted();
    assertThat(BackupRig.verify(rig.restore(), RetentionClass.LEDGER).finding()).isEmpty();
  }

  @Test
  void shouldLockOutTheEarlierOfTwoBackupsAndSendNothingTwice() {
    logs.append(RetentionClass.LEDGER, 20);
    try (AuditBackup first = rig.start()) {
      BackupRig.awaitSent(first, RetentionClass.LEDGER, 21);
      try (AuditBackup second = rig.start()) {
        BackupRig.awaitSent(second, RetentionClass.LEDGER, 21);
        for (int i = 0; i < 5; i++) {
          logs.append(RetentionClass.LEDGER, 9);
        }
        BackupRig.awaitSent(second, RetentionClass.LEDGER, 66);
        await()
            .atMost(BackupRig.PATIENCE)
            .until(() -> first.status().state() == BackupState.FENCED);
      }
    }

    assertThat(rig.sequences(RetentionClass.LEDGER)).doesNotHaveDuplicates().hasSize(66).isSorted();
    assertThat(BackupRig.verify(rig.restore(), RetentionClass.LEDGER).finding()).isEmpty();
  }

  @Test
  void shouldTellOfNothingMissingWhileNothingHappens() {
    try (AuditBackup backup = rig.start()) {
      BackupRig.awaitSent(backup, RetentionClass.RUNTIME, 1);
      final int before = rig.messages(RetentionClass.RUNTIME).size();
      logs.idle(60);
      await()
          .atMost(BackupRig.PATIENCE)
          .until(() -> rig.messages(RetentionClass.RUNTIME).size() > before);
    }

    final long head =
        BackupRig.verify(rig.restore(), RetentionClass.RUNTIME).checkpoint().orElseThrow().timeNs();
    assertThat(head)
        .isEqualTo(
            LogReader.open(BackupRig.log(logs.directory, RetentionClass.RUNTIME))
                .checkpoint()
                .timeNs());
  }

  @Test
  void shouldRestoreFromTheFirstSegmentThatIsWholeWhereRetentionCutTheTopic() {
    logs.append(RetentionClass.GATE, 2 * WrittenLogs.SEGMENT + 4);
    new Pruning(
            logs.log(RetentionClass.GATE),
            Period.ZERO,
            new LegalHolds(logs.log(RetentionClass.GATE)))
        .run(logs.now().plusSeconds(1));
    rig.backUp();
    final List<ConsumerRecord<byte[], byte[]>> messages = rig.messages(RetentionClass.GATE);
    assertThat(BackupMessage.read(messages.get(0).key()))
        .extracting(BackupMessage::kind, BackupMessage::sequence)
        .containsExactly(MessageKind.SEGMENT, 2L * WrittenLogs.SEGMENT);

    final VerificationReport report = BackupRig.verify(rig.restore(), RetentionClass.GATE);

    assertThat(report.finding()).isEmpty();
    assertThat(report.first()).isEqualTo(2L * WrittenLogs.SEGMENT);
  }

  @Test
  void shouldSayThatRecordsAreGoneWhereTheTopicLostItsBeginning() {
    logs.append(RetentionClass.LEDGER, 2 * WrittenLogs.SEGMENT + 4);
    rig.backUp();
    broker.deleteBefore(rig.topic(RetentionClass.LEDGER), 5);

    final VerificationReport report = BackupRig.verify(rig.restore(), RetentionClass.LEDGER);

    assertThat(report.first()).isEqualTo(WrittenLogs.SEGMENT);
    assertThat(report.finding()).map(Finding::reason).hasValue(BreakReason.SEGMENT_MISSING);
  }

  @Test
  void shouldNameTheRecordThatWasAlteredInTheTopic() {
    logs.append(RetentionClass.LEDGER, 40);
    rig.backUp();
    final String copy = "altered-" + rig.topics;
    broker.createTopics(copy, Map.of());
    for (final RetentionClass retention : RetentionClass.values()) {
      copy(rig.topic(retention), copy + "." + retention.logName(), 23);
    }

    final Path restored = root.resolve("restored");
    BackupRestore.restore(broker.client(root), copy, restored);
    final VerificationReport report = BackupRig.verify(restored, RetentionClass.LEDGER);

    assertThat(report.finding())
        .hasValueSatisfying(
            it -> {
              assertThat(it.reason()).isEqualTo(BreakReason.RECORD_ALTERED);
              assertThat(it.sequence()).isEqualTo(23);
            });
  }

  @Test
  void shouldSayWhereATopicHoldsWhatIsNoBackup() {
    logs.append(RetentionClass.LEDGER, 8);
    rig.backUp();
    try (Producer<byte[], byte[]> writer = broker.writer()) {
      write(writer, rig.topic(RetentionClass.LEDGER), null, new byte[3]);
    }

    final Map<RetentionClass, BackupRestore.Outcome> outcomes =
        BackupRestore.restore(broker.client(root), rig.topics, root.resolve("restored"));

    assertThat(outcomes.get(RetentionClass.LEDGER).damage()).isPresent();
    assertThat(outcomes.get(RetentionClass.LEDGER).records()).isEqualTo(9);
    assertRefused("no key of a backup");
  }

  @Test
  void shouldRefuseATopicOfAnotherLog() throws IOException {
    rig.backUp();
    try (WrittenLogs others = new WrittenLogs(Files.createDirectory(root.resolve("others")))) {
      assertRefused(others.directory, "the log is " + others.log(RetentionClass.LEDGER).origin());
    }
  }

  @Test
  void shouldRefuseToGoOnWhereTheLogIsBehindItsTopic() throws IOException {
    final Path older = root.resolve("older");
    logs.append(RetentionClass.LEDGER, 4);
    copyTree(logs.directory, older);
    logs.append(RetentionClass.LEDGER, 4);
    rig.backUp();

    assertRefused(older, "only 5");
  }

  @Test
  void shouldRefuseToGoOnWhereTheTwoHistoriesDiffer() throws IOException {
    final Path twin = Files.createDirectory(root.resolve("twin"));
    copyTree(root.resolve("secrets"), twin.resolve("secrets"));
    logs.append(RetentionClass.LEDGER, 4);
    rig.backUp();
    try (WrittenLogs other = new WrittenLogs(twin)) {
      other.idle(5);
      other.append(RetentionClass.LEDGER, 4);

      assertRefused(other.directory, "one of the two was changed");
    }
  }

  @Test
  void shouldRefuseToGoOnWhereNoBatchEndsWithTheTopic() throws IOException {
    final Path twin = Files.createDirectory(root.resolve("twin"));
    copyTree(root.resolve("secrets"), twin.resolve("secrets"));
    logs.append(RetentionClass.LEDGER, 4);
    rig.backUp();
    try (WrittenLogs other = new WrittenLogs(twin)) {
      other.append(RetentionClass.LEDGER, 9);

      assertRefused(other.directory, "one of the two was changed");
    }
  }

  @Test
  void shouldRefuseTopicsThatCannotHoldALog() {
    final String small = "small-" + rig.topics;
    broker.createTopics(small, Map.of("max.message.bytes", "20000"));
    assertRefused(logs.directory, small, "max.message.bytes = 20000");
    final String compacted = "compacted-" + rig.topics;
    broker.createTopics(compacted, Map.of("cleanup.policy", "compact"));
    assertRefused(logs.directory, compacted, "compact");
    assertRefused(logs.directory, "missing-" + rig.topics, "must be there");
  }

  private void assertRefused(final String why) {
    assertRefused(logs.directory, why);
  }

  private void assertRefused(final Path audit, final String why) {
    assertRefused(audit, rig.topics, why);
  }

  private void assertRefused(final Path audit, final String prefix, final String why) {
    try (AuditBackup backup = new AuditBackup(rig.settings(audit, prefix))) {
      backup.start();
      await()
          .atMost(BackupRig.PATIENCE)
          .until(() -> backup.status().state() == BackupState.REFUSED);
      assertThat(backup.status().failure()).contains(why);
      // The file for other processes is written a moment later.
      await()
          .atMost(BackupRig.PATIENCE)
          .untilAsserted(() -> assertThat(BackupStatus.in(audit)).hasValue(backup.status()));
    }
  }

  private void copy(final String from, final String to, final long altered) {
    try (Producer<byte[], byte[]> writer = broker.writer()) {
      for (final ConsumerRecord<byte[], byte[]> message : rig.messages(from)) {
        final BackupMessage key = BackupMessage.read(message.key());
        final byte[] value = message.value().clone();
        if (key.kind() == MessageKind.RECORD && key.sequence() == altered) {
          value[value.length - 2] ^= 1;
        }
        write(writer, to, message.key(), value);
      }
    }
  }

  private static void write(
      final Producer<byte[], byte[]> writer,
      final String topic,
      final byte[] key,
      final byte[] value) {
    try {
      writer.send(new ProducerRecord<>(topic, 0, key, value)).get();
    } catch (final ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyTree(final Path from, final Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (final Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
