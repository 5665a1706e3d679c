package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.audit.proof.Finding;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.audit.proof.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes on the disk are altered by somebody who knows the format and mends every checksum. */
final class TamperTest {
  @TempDir private Path root;
  private LogFixture fixture;

  @BeforeEach
  void writeALog() {
    fixture = new LogFixture(root).append(40);
    fixture.log.close();
  }

  @Test
  void shouldFindNothingInAnUntouchedLog() {
    assertThat(fixture.verify().finding()).isEmpty();
    assertThat(fixture.verify().records()).isEqualTo(41);
  }

  @Test
  void shouldNameTheRecordInWhichOneBitOfAnyFieldWasFlipped() throws IOException {
    final Random random = new Random(7);
    for (int record = 16; record < 32; record++) {
      final byte[] whole = Files.readAllBytes(fixture.segment(16));
      for (int i = 0; i < 40; i++) {
        final SegmentSurgery surgery = SegmentSurgery.of(fixture.segment(16));
        final byte[] bytes = surgery.records.get(record - 16);
        final int bit = i < 20 ? i * 8 * bytes.length / 20 : random.nextInt(8 * bytes.length);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        surgery.write();

        final Finding finding = fixture.verify().finding().orElseThrow();
        assertThat(finding.sequence())
            .as("bit %s of record %s: %s", bit, record, finding)
            .isEqualTo(record);
        Files.write(fixture.segment(16), whole);
      }
    }
  }

  @Test
  void shouldFindEveryBitThatWasFlippedAnywhereInAFile() throws IOException {
    final byte[] whole = Files.readAllBytes(fixture.segment(16));
    for (int at = 0; at < whole.length; at++) {
      final byte[] flipped = whole.clone();
      flipped[at] ^= 0x20;
      Files.write(fixture.segment(16), flipped);

      assertThat(fixture.verify().isIntact()).as("byte %s", at).isFalse();
    }
  }

  @Test
  void shouldNameTheRecordThatWasRemovedFromTheMiddle() throws IOException {
    final SegmentSurgery surgery = SegmentSurgery.of(fixture.segment(16));
    surgery.records.remove(21 - 16);
    surgery.write();

    assertFound(BreakReason.RECORD_MISSING, 21);
  }

  @Test
  void shouldNameTheFirstRecordThatWasCutOffTheTail() throws IOException {
    final SegmentSurgery surgery = SegmentSurgery.of(fixture.segment(32));
    final int size = surgery.records.size();
    surgery.records.subList(size - 3, size).clear();
    cutToBatches(fixture.segment(32), 1);

    assertFound(BreakReason.TAIL_CUT, 37);
    assertThatThrownBy(fixture::open)
        .isInstanceOf(AuditLogException.class)
        .hasMessageContaining("TAIL_CUT");
  }

  @Test
  void shouldFindATailThatWasCutTogetherWithTheNewestCheckpoint() throws IOException {
    final byte[] exported = fixture.head();
    final SegmentSurgery surgery = SegmentSurgery.of(fixture.segment(32));
    cutToBatches(fixture.segment(32), 1);
    try (SegmentReader reader = SegmentReader.open(fixture.segment(32))) {
      reader.next();
      Files.write(fixture.directory.resolve("head"), reader.note());
    }

    assertThat(surgery.records).hasSize(9);
    assertThat(fixture.verify().isIntact()).isTrue();
    assertThat(fixture.verify(exported).finding().orElseThrow())
        .extracting(Finding::reason, Finding::sequence)
        .containsExactly(BreakReason.TAIL_CUT, 37L);
  }

  @Test
  void shouldNameTwoRecordsThatWereSwapped() throws IOException {
    final SegmentSurgery surgery = SegmentSurgery.of(fixture.segment(16));
    Collections.swap(surgery.records, 18 - 16, 24 - 16);
    surgery.write();

    assertFound(BreakReason.RECORDS_SWAPPED, 18);
  }

  @Test
  void shouldFindAHistoryThatAStolenOlderKeySignedAnew() throws IOException {
    final Path stolenKey = root.resolve("stolen");
    Files.createDirectories(stolenKey.resolve("secrets"));
    for (final String file : List.of("secrets/audit.key", "secrets/root.key")) {
      Files.copy(root.resolve(file), stolenKey.resolve(file));
    }
    fixture.open();
    fixture.rotate().append(10);
    final byte[] exported = fixture.head();
    final LogFixture forged = new LogFixture(stolenKey).append(80);
    forged.log.close();

    assertThat(forged.log.origin()).isEqualTo(fixture.log.origin());
    assertThat(forged.verify().isIntact()).as("agrees with itself").isTrue();
    assertThat(forged.verify(exported).finding().orElseThrow().reason())
        .isEqualTo(BreakReason.FORKED);
    assertThat(
            new BundleVerifier(List.of(), List.of(exported))
                .verify(forged.bundle(40, 60))
                .finding()
                .orElseThrow()
                .reason())
        .isEqualTo(BreakReason.FORKED);
    assertThat(
            new BundleVerifier(List.of(fixture.log.key()), List.of())
                .verify(forged.bundle(40, 60))
                .finding()
                .orElseThrow()
                .reason())
        .isEqualTo(BreakReason.KEY_UNTRUSTED);
  }

  @Test
  void shouldFindThatNobodyVouchesForTheKeyOfALog() {
    final VerifierKey own = fixture.log.key();
    final String origin = own.name();
    final VerifierKey ofAnotherLog =
        new VerifierKey(origin.replace("/ledger", "/gate"), own.publicKey());
    final VerifierKey stranger = new LogFixture(root.resolve("stranger")).log.key();

    assertThat(verify(List.of(own)).isVouchedFor()).isTrue();
    assertThat(verify(List.of(ofAnotherLog)).isVouchedFor()).isTrue();
    assertThat(verify(List.of(ofAnotherLog)).isIntact()).isTrue();
    assertThat(verify(List.of(stranger)).finding().orElseThrow().reason())
        .isEqualTo(BreakReason.KEY_UNTRUSTED);
    assertThat(
            verify(List.of(new VerifierKey(origin, stranger.publicKey())))
                .finding()
                .orElseThrow()
                .reason())
        .isEqualTo(BreakReason.KEY_UNTRUSTED);
  }

  private VerificationReport verify(final List<VerifierKey> trusted) {
    return LogVerifier.verify(fixture.directory, trusted, List.of());
  }

  @Test
  void shouldRefuseAKnownCheckpointOfAnotherLog() throws IOException {
    final LogFixture other = new LogFixture(root.resolve("other")).append(3);

    assertThat(fixture.verify(other.head()).finding().orElseThrow().reason())
        .isEqualTo(BreakReason.CHECKPOINT_INVALID);
  }

  @Test
  void shouldFindAForkedHistory() throws IOException {
    final Path copy = root.resolve("fork").resolve("ledger");
    fixture.copyTo(copy);
    fixture.open();
    fixture.append(7);
    final byte[] exported = fixture.head();
    final AuditLog fork =
        AuditLog.open(
            copy,
            "ledger",
            new LogSettings(LogFixture.LEVEL, 5, java.util.Set.of()),
            fixture.keys,
            LogFixture.START_NS);
    final LogFixture other = fixture;
    other.log.close();
    other.log = fork;
    other.append(7);

    final Finding finding =
        LogVerifier.verify(copy, List.of(), List.of(exported)).finding().orElseThrow();
    assertThat(finding.reason()).isEqualTo(BreakReason.FORKED);
    assertThat(LogVerifier.verify(fixture.directory, List.of(), List.of(exported)).isIntact())
        .isTrue();
  }

  @Test
  void shouldFindAnIndexThatWasRolledBack() throws IOException {
    final Path index = fixture.directory.resolve("index");
    Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 96));

    assertFound(BreakReason.INDEX_ROLLED_BACK, 16);
    assertThatThrownBy(fixture::open).hasMessageContaining("INDEX_ROLLED_BACK");
  }

  @Test
  void shouldFindASegmentThatIsThereTwice() throws IOException {
    Files.copy(fixture.segment(16), fixture.segment(32), StandardCopyOption.REPLACE_EXISTING);
    assertFound(BreakReason.SEGMENT_DUPLICATED, 16);

    final byte[] renumbered = Files.readAllBytes(fixture.segment(16));
    System.arraycopy(
        SegmentFormat.header(LogFixture.LEVEL, 32, new byte[32]), 0, renumbered, 0, 64);
    Files.write(fixture.segment(32), renumbered);
    assertFound(BreakReason.RECORD_DUPLICATED, 16);
  }

  @Test
  void shouldFindASegmentThatIsGone() throws IOException {
    Files.delete(fixture.segment(16));

    assertFound(BreakReason.SEGMENT_MISSING, 16);
  }

  @Test
  void shouldFindOldSegmentsThatWentWithoutARecord() throws IOException {
    Files.delete(fixture.segment(0));

    assertFound(BreakReason.SEGMENT_MISSING, 0);
  }

  private static void cutToBatches(final Path segment, final int batches) throws IOException {
    final long end;
    try (SegmentReader reader = SegmentReader.open(segment)) {
      for (int i = 0; i < batches; i++) {
        reader.next();
      }
      end = reader.offset();
    }
    Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), (int) end));
  }

  private AbstractObjectAssert<?, Finding> assertFound(
      final BreakReason reason, final long sequence) {
    final Finding finding = fixture.verify().finding().orElseThrow();
    assertThat(finding)
        .extracting(Finding::reason, Finding::sequence)
        .as("%s", finding)
        .containsExactly(reason, sequence);
    return assertThat(finding);
  }
}
