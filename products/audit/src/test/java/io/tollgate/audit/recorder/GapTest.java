package io.tollgate.audit.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.audit.log.Admission;
import io.tollgate.audit.log.Admissions;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.LostTail;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.journal.JournalReader;
import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.consumer.StatusFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journal records that never came, and recorded ones that the journal lost. */
final class GapTest {
  @TempDir private Path root;
  private RecorderRig rig;

  @BeforeEach
  void begin() throws IOException {
    rig = new RecorderRig(root);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  @Test
  void shouldAdmitExactlyWhatRetentionRemovedUnrecorded() throws IOException {
    rig.recordTo(rig.append(5, 0));
    rig.append(5, 5);
    rig.journal.advance(Duration.ofHours(2).toNanos());
    final long last = rig.append(3, 10);
    rig.journal.prune(last);

    rig.recordTo(last);

    assertThat(rig.positions()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 11L, 12L, 13L);
    for (final RetentionClass retention : RetentionClass.values()) {
      final List<AuditRecord> gaps = ofType(retention, "audit.gap");
      assertThat(gaps).hasSize(1);
      assertThat(gaps.get(0).resourceId()).isEqualTo("6-10");
      assertThat(new String(gaps.get(0).metadata(), StandardCharsets.UTF_8))
          .isEqualTo("{\"first\":6,\"last\":10}");
      assertBundleHas(retention, gaps.get(0));
    }
    rig.assertIntact(List.of());
    assertThat(Admissions.in(root.resolve("audit")))
        .hasSize(4)
        .allMatch(it -> it.kind() == Admission.Kind.GAP && it.first() == 6 && it.last() == 10);
  }

  @Test
  void shouldAdmitAGapOnceAndRememberItWhereTheListOfAdmissionsWasLost() throws IOException {
    rig.recordTo(rig.append(2, 0));
    rig.append(2, 2);
    rig.journal.advance(Duration.ofHours(2).toNanos());
    final long last = rig.append(1, 4);
    rig.journal.prune(last);
    rig.recordTo(last);
    final List<Admission> before = Admissions.in(root.resolve("audit"));
    Files.delete(rig.log(RetentionClass.GATE).resolve("admitted"));
    Files.writeString(rig.log(RetentionClass.LEDGER).resolve("admitted"), "GAP 3 4");

    rig.recordTo(rig.append(1, 5));

    assertThat(Admissions.in(root.resolve("audit"))).isEqualTo(before);
    assertThat(ofType(RetentionClass.GATE, "audit.gap")).hasSize(1);
  }

  @Test
  void shouldGoOnBehindALostTailOnlyWhereAnOperatorAdmitsJustThat() throws IOException {
    rig.recordTo(rig.append(10, 0));
    rig.loseTail(6);
    rig.append(8, 100);
    final List<byte[]> known = heads();
    final LostTailRequest request = new LostTailRequest(root.resolve("audit"));
    request.write(new LostTail(6, 10));

    try (AuditRecorder recorder = rig.start()) {
      RecorderRig.awaitState(recorder, ConsumerState.JOURNAL_BEHIND);
      await().atMost(RecorderRig.PATIENCE).until(() -> recorder.status().failures() > 2);
      assertThat(ofType(RetentionClass.LEDGER, "audit.lost-tail")).isEmpty();
      assertThat(lost()).hasValue(new LostTail(7, 10));

      request.write(lost().orElseThrow());
      RecorderRig.awaitPosition(recorder, 14);
    }

    for (final RetentionClass retention : RetentionClass.values()) {
      assertThat(ofType(retention, "audit.lost-tail"))
          .extracting(AuditRecord::resourceId)
          .containsExactly("7-10");
    }
    final List<Long> expected = new ArrayList<>(LongStream.rangeClosed(1, 14).boxed().toList());
    expected.addAll(List.of(7L, 8L, 9L, 10L));
    assertThat(rig.positions()).containsExactlyInAnyOrderElementsOf(expected);
    rig.assertIntact(known);
    assertThat(lost()).isEmpty();
    assertThat(root.resolve("audit").resolve("admit-lost-tail")).doesNotExist();

    rig.recordTo(rig.append(3, 200));
    assertThat(rig.positions()).hasSize(21);
    rig.assertIntact(known);
  }

  @Test
  void shouldAdmitAJournalThatOnlyBecameShorter() throws IOException {
    rig.recordTo(rig.append(10, 0));
    rig.loseTail(3);
    assertThat(lost()).hasValue(new LostTail(4, 10));
    new LostTailRequest(root.resolve("audit")).write(new LostTail(4, 10));

    try (AuditRecorder recorder = rig.start()) {
      awaitRunningAt(recorder, 3);
      rig.append(2, 50);
      awaitRunningAt(recorder, 5);
    }

    assertThat(rig.positions()).hasSize(12);
    rig.assertIntact(List.of());
  }

  @Test
  void shouldGiveOutCheckpointsAndSayHowItIsWhileTheJournalCannotBeFollowed() throws IOException {
    rig.recordTo(rig.append(4, 0));
    rig.loseTail(1);
    try (AuditRecorder recorder = rig.start()) {
      RecorderRig.awaitState(recorder, ConsumerState.JOURNAL_BEHIND);
      for (int i = 0; i < 3; i++) {
        final long before = headTime();
        await().atMost(Duration.ofSeconds(5)).until(() -> headTime() > before);
      }
      assertThat(StatusFile.read(root.resolve("run"), AuditRecorder.NAME))
          .hasValueSatisfying(
              said -> assertThat(said.status().state()).isEqualTo(ConsumerState.JOURNAL_BEHIND));
    }
    assertThat(StatusFile.read(root.resolve("run"), AuditRecorder.NAME))
        .hasValueSatisfying(
            said -> assertThat(said.status().state()).isEqualTo(ConsumerState.STOPPED));
  }

  @Test
  void shouldLetOnlyOneRecorderWriteTheLogs() {
    final long last = rig.append(3, 0);
    try (AuditRecorder one = rig.start()) {
      RecorderRig.awaitPosition(one, last);
      try (AuditRecorder other = rig.start()) {
        await().atMost(RecorderRig.PATIENCE).until(() -> other.status().failures() > 0);
        assertThat(other.status().state()).isEqualTo(ConsumerState.BACKING_OFF);
        assertThat(other.status().lastFailure().orElseThrow()).contains("locked");
      }
    }
    rig.assertIntact(List.of());
  }

  private static void awaitRunningAt(final AuditRecorder recorder, final long position) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(recorder.status())
                    .matches(
                        it -> it.state() == ConsumerState.RUNNING && it.position() == position,
                        "runs at " + position));
  }

  private long headTime() {
    return LogReader.open(rig.log(RetentionClass.GATE)).checkpoint().timeNs();
  }

  private Optional<LostTail> lost() {
    try (JournalReader reader = JournalReader.open(root.resolve("journal"))) {
      return LostTail.find(root.resolve("audit"), reader);
    }
  }

  private List<byte[]> heads() {
    final List<byte[]> heads = new ArrayList<>();
    for (final RetentionClass retention : RetentionClass.values()) {
      heads.add(LogReader.open(rig.log(retention)).checkpointNote());
    }
    return heads;
  }

  private List<AuditRecord> ofType(final RetentionClass retention, final String type) {
    return rig.records(retention).stream().filter(it -> it.eventType().equals(type)).toList();
  }

  private void assertBundleHas(final RetentionClass retention, final AuditRecord gap)
      throws IOException {
    final LogReader reader = LogReader.open(rig.log(retention));
    final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    reader.export(gap.sequence(), gap.sequence() + 1, bundle);
    assertThat(
            new BundleVerifier(List.of(reader.key()), List.of())
                .verify(bundle.toByteArray())
                .isIntact())
        .isTrue();
    assertThat(bundle.toString(StandardCharsets.ISO_8859_1)).contains("audit.gap", "6-10");
  }
}
