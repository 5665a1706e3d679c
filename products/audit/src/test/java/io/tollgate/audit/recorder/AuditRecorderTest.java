package io.tollgate.audit.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.LogSettings;
import io.tollgate.audit.log.LogVerifier;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SignedPosition;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.sbe.journal.AgentRegisteredEncoder;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.ConsumedEncoder;
import io.tollgate.sbe.journal.EngineStartedEncoder;
import io.tollgate.sbe.journal.EventAppendedEncoder;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.testing.TestJournal;
import io.tollgate.support.testing.TestJournal.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real journal, a real recorder, real files. */
final class AuditRecorderTest {
  private static final byte[] AGENT =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path root;
  private TestJournal journal;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(root.resolve("secrets"));
    journal = new TestJournal(root.resolve("journal"), 1_700_000_000_000_000_000L);
    journal.append(registered());
  }

  @AfterEach
  void end() {
    journal.close();
  }

  @Test
  void shouldRecordEveryJournalRecordOnceHoweverOftenItIsStopped() {
    long last = 0;
    for (int round = 0; round < 6; round++) {
      try (AuditRecorder recorder = recorder()) {
        for (int i = 0; i < 40; i++) {
          last = journal.append(round % 2 == 0 ? checked() : consumed());
        }
        recorder.start();
        awaitPosition(recorder, last - 7);
      }
    }
    try (AuditRecorder recorder = recorder()) {
      recorder.start();
      awaitPosition(recorder, last);
    }

    final List<Long> positions = new ArrayList<>();
    for (final RetentionClass retention : RetentionClass.values()) {
      assertThat(LogVerifier.verify(log(retention), List.of(), List.of()).finding()).isEmpty();
      records(retention).stream()
          .map(AuditRecord::position)
          .filter(it -> it > 0)
          .forEach(positions::add);
    }
    assertThat(positions).doesNotHaveDuplicates().hasSize((int) last);
  }

  @Test
  void shouldPutEachRecordIntoTheLogOfItsRetentionClass() {
    journal.append(checked());
    journal.append(consumed());
    journal.append(event(7, "sandbox started"));
    journal.append(event(8, "secret words"));
    recordAll();

    assertThat(types(RetentionClass.GATE))
        .containsExactly("audit.key-epoch", "gate.checked", "gate.started");
    assertThat(types(RetentionClass.LEDGER))
        .containsExactly("audit.key-epoch", "agent.registered", "gate.consumed");
    assertThat(types(RetentionClass.RUNTIME)).containsExactly("audit.key-epoch", "runtime.event-3");
    assertThat(types(RetentionClass.MESSAGING))
        .containsExactly("audit.key-epoch", "messaging.event-3");
    final AuditRecord checked = records(RetentionClass.GATE).get(1);
    assertThat(checked.agentId()).isEqualTo(AGENT);
    assertThat(checked.resourceId()).isEqualTo("permission/17");
    assertThat(checked.source()).isEqualTo(AuditSource.GATE);
  }

  @Test
  void shouldForgetAPersonAndKeepEveryProof() throws IOException {
    journal.append(event(6, "approved"));
    recordAll();
    final LogReader reader = LogReader.open(log(RetentionClass.LEDGER));
    final AuditRecord record = reader.record(2);
    final SubjectKeys subjects = new SubjectKeys(SecretStore.open(root.resolve("secrets")));

    assertThat(new String(record.metadata(), StandardCharsets.ISO_8859_1))
        .doesNotContain("alice", "approved");
    assertThat(subjects.open(record.sealedFields().get(0), record.position()))
        .hasValue("alice".getBytes(StandardCharsets.UTF_8));
    assertThat(subjects.open(record.sealedFields().get(1), record.position()))
        .hasValue("approved".getBytes(StandardCharsets.UTF_8));

    assertThat(subjects.forget("actor:alice")).isPresent();

    assertThat(subjects.open(record.sealedFields().get(0), record.position())).isEmpty();
    assertThat(subjects.open(record.sealedFields().get(1), record.position())).isPresent();
    assertThat(LogVerifier.verify(log(RetentionClass.LEDGER), List.of(), List.of()).finding())
        .isEmpty();
    final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    reader.export(0, 3, bundle);
    assertThat(
            new BundleVerifier(List.of(reader.key()), List.of())
                .verify(bundle.toByteArray())
                .finding())
        .isEmpty();
  }

  @Test
  void shouldNotZeroAKeyThatIsInUseWhileItsPersonIsForgotten() {
    final SubjectKeys subjects = new SubjectKeys(SecretStore.open(root.resolve("secrets")));
    final byte[] id = subjects.seal("actor:bob", 1, 7, new byte[1]).keyId();
    final byte[] inUse = subjects.key(HexFormat.of().formatHex(id));

    assertThat(subjects.forget("actor:bob")).isPresent();

    assertThat(inUse).isNotEqualTo(new byte[inUse.length]);
  }

  @Test
  void shouldKeepNoContentOfMessages() {
    journal.append(event(8, "secret words"));
    recordAll();
    final AuditRecord record = records(RetentionClass.MESSAGING).get(1);

    assertThat(record.sealedFields()).hasSize(1);
    assertThat(new String(record.toByteArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret words");
  }

  @Test
  void shouldSayThatTheJournalLostItsTailAndWriteNothing() throws IOException {
    journal.append(checked());
    recordAll();
    journal.close();
    try (java.util.stream.Stream<Path> files = Files.list(root.resolve("journal"))) {
      for (final Path file : files.toList()) {
        Files.delete(file);
      }
    }
    journal = new TestJournal(root.resolve("journal"), 1_700_000_000_000_000_000L);
    journal.append(registered());
    final long before = LogReader.open(log(RetentionClass.GATE)).checkpoint().size();

    try (AuditRecorder recorder = recorder()) {
      recorder.start();
      await()
          .atMost(PATIENCE)
          .until(() -> recorder.status().state() == ConsumerState.JOURNAL_BEHIND);
    }

    assertThat(LogReader.open(log(RetentionClass.GATE)).checkpoint().size()).isEqualTo(before);
  }

  @Test
  void shouldRecordNothingWhereTheJournalLostItsTailAndGrewBackPastTheLogs() throws IOException {
    journal.append(checked());
    journal.append(consumed());
    recordAll();
    journal.close();
    try (java.util.stream.Stream<Path> files = Files.list(root.resolve("journal"))) {
      for (final Path file : files.toList()) {
        Files.delete(file);
      }
    }
    journal = new TestJournal(root.resolve("journal"), 1_700_000_000_000_000_000L);
    journal.append(registered());
    journal.append(checked());
    for (int i = 0; i < 40; i++) {
      journal.append(event(6, "other"));
    }
    final long before = LogReader.open(log(RetentionClass.LEDGER)).checkpoint().size();

    try (AuditRecorder recorder = recorder()) {
      recorder.start();
      await()
          .atMost(PATIENCE)
          .until(() -> recorder.status().state() == ConsumerState.JOURNAL_BEHIND);
      assertThat(recorder.status().lastFailure().orElseThrow()).contains("at position 4");
    }

    assertThat(LogReader.open(log(RetentionClass.LEDGER)).checkpoint().size()).isEqualTo(before);
  }

  @Test
  void shouldSignAnewWhereNothingComesSoThatACutTailShows() {
    final long last = journal.append(checked());
    try (AuditRecorder recorder = recorder()) {
      recorder.start();
      await().atMost(PATIENCE).until(() -> SignedPosition.in(root.resolve("audit")) == last);
      for (final RetentionClass retention : RetentionClass.values()) {
        final long before = LogReader.open(log(retention)).checkpoint().timeNs();
        await()
            .atMost(PATIENCE)
            .until(() -> LogReader.open(log(retention)).checkpoint().timeNs() > before);
      }
    }
  }

  @Test
  void shouldSayThatNothingIsSignedWhereThereIsNoLog() {
    assertThat(SignedPosition.in(root.resolve("audit"))).isZero();
  }

  @Test
  void shouldGoOnWithoutLossOrDoublesOnceTheLogsCanBeWrittenAgain() throws IOException {
    final Path audit = Files.writeString(root.resolve("audit"), "in the way of the directory");
    final long last = journal.append(checked());
    try (AuditRecorder recorder = recorder()) {
      recorder.start();
      await().atMost(PATIENCE).until(() -> recorder.status().failures() > 1);
      assertThat(recorder.status().state()).isEqualTo(ConsumerState.BACKING_OFF);
      Files.delete(audit);
      awaitPosition(recorder, last);
    }
    assertThat(types(RetentionClass.GATE)).containsExactly("audit.key-epoch", "gate.checked");
    assertThat(LogVerifier.verify(log(RetentionClass.GATE), List.of(), List.of()).isIntact())
        .isTrue();
  }

  private void recordAll() {
    final long last = journal.append(started());
    try (AuditRecorder recorder = recorder()) {
      recorder.start();
      awaitPosition(recorder, last);
    }
  }

  private AuditRecorder recorder() {
    return new AuditRecorder(
        new RecorderSettings(
            root.resolve("journal"),
            root.resolve("audit"),
            SecretStore.open(root.resolve("secrets")),
            new LogSettings(4, 5, Set.of()),
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofHours(1),
            InstantSource.system()));
  }

  private static void awaitPosition(final AuditRecorder recorder, final long position) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> recorder.status().position() >= position);
  }

  private Path log(final RetentionClass retention) {
    return root.resolve("audit").resolve(retention.logName());
  }

  private List<AuditRecord> records(final RetentionClass retention) {
    final LogReader reader = LogReader.open(log(retention));
    final List<AuditRecord> records = new ArrayList<>();
    for (long sequence = 0; sequence < reader.checkpoint().size(); sequence++) {
      records.add(reader.record(sequence));
    }
    return records;
  }

  private List<String> types(final RetentionClass retention) {
    return records(retention).stream().map(AuditRecord::eventType).toList();
  }

  private static Encoding registered() {
    return (buffer, offset, header) -> {
      final AgentRegisteredEncoder record = new AgentRegisteredEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .putAgentId(AGENT, 0, 32)
          .putPublicKey(new byte[32], 0, 32)
          .agentIndex(5)
          .tenantId(1)
          .actorIndex(5)
          .trust((short) 1)
          .tier((short) 1)
          .actor("alice")
          .name("an agent");
      return record.encodedLength();
    };
  }

  private static Encoding started() {
    return (buffer, offset, header) -> {
      final EngineStartedEncoder record = new EngineStartedEncoder();
      record.wrapAndApplyHeader(buffer, offset, header).recovery((short) 1).software("test");
      return record.encodedLength();
    };
  }

  private static Encoding checked() {
    return (buffer, offset, header) -> {
      final CheckedEncoder record = new CheckedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .scopeHash(0)
          .linkId(1)
          .countAfter(1)
          .agentIndex(5)
          .permission((short) 17)
          .reason((short) 0)
          .failingHop((byte) -1);
      return record.encodedLength();
    };
  }

  private static Encoding consumed() {
    return (buffer, offset, header) -> {
      final ConsumedEncoder record = new ConsumedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .agentIndex(5)
          .priceId(0)
          .permission((short) 16)
          .resource((short) 1)
          .levelsCount(0);
      return record.encodedLength();
    };
  }

  private static Encoding event(final int product, final String payload) {
    return (buffer, offset, header) -> {
      final byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
      final EventAppendedEncoder record = new EventAppendedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .putAgentId(AGENT, 0, 32)
          .actorIndex(5)
          .eventType(3)
          .product((short) product)
          .payloadHash(1)
          .actor("alice")
          .putPayload(bytes, 0, bytes.length);
      return record.encodedLength();
    };
  }
}
