package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.MerkleProofs;
import io.tollgate.audit.proof.SignedNote;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.support.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {
  @TempDir private Path root;

  @Test
  void shouldGoOnWhereItEndedHoweverOftenItIsOpened() {
    final LogFixture fixture = new LogFixture(root);
    for (int i = 0; i < 12; i++) {
      fixture.append(i);
      fixture.reopen();
      assertThat(fixture.verify().finding()).isEmpty();
    }

    assertThat(fixture.log.durableSize()).isEqualTo(67);
    assertThat(fixture.log.journalPosition()).isEqualTo(66);
  }

  @Test
  void shouldCutOffABatchThatWasNotWrittenToItsEndWhereverItWasTorn() throws IOException {
    final LogFixture fixture = new LogFixture(root).append(20);
    final byte[] head = fixture.head();
    final long before = Files.size(fixture.segment(16));
    fixture.append(5);
    fixture.log.close();
    final byte[] whole = Files.readAllBytes(fixture.segment(16));

    for (int length = (int) before; length < whole.length; length++) {
      Files.write(fixture.segment(16), Arrays.copyOf(whole, length));
      Files.write(fixture.directory.resolve("head"), head);
      fixture.open();
      assertThat(fixture.log.durableSize()).isEqualTo(21);
      assertThat(fixture.log.journalPosition()).isEqualTo(20);
      fixture.log.close();
    }
    fixture.open();
    assertThat(fixture.append(5).verify().finding()).isEmpty();
  }

  @Test
  void shouldGiveOutAFreshCheckpointWhenNothingHappens() throws IOException {
    final LogFixture fixture = new LogFixture(root).append(3);
    final long size = Files.size(fixture.segment(0));

    fixture.log.flush(LogFixture.START_NS + 99, 1_000, 0x0A0BL);

    final Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(fixture.head()).text());
    assertThat(checkpoint.timeNs()).isEqualTo(LogFixture.START_NS + 99);
    assertThat(checkpoint.journalPosition()).isEqualTo(1_000);
    assertThat(Files.size(fixture.segment(0))).isEqualTo(size);
    fixture.reopen();
    assertThat(fixture.log.journalPosition()).isEqualTo(1_000);
    assertThat(fixture.log.journalCrc()).isEqualTo(0x0A0BL);
  }

  @Test
  void shouldKeepItsKeyForItselfAndItsFilesToo() throws IOException {
    final LogFixture fixture = new LogFixture(root).append(20);

    final List<Path> files = new ArrayList<>(List.of(root.resolve("secrets/audit.key")));
    try (Stream<Path> ofLog = Files.list(fixture.directory)) {
      ofLog.forEach(files::add);
    }
    assertThat(files)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
  }

  @Test
  void shouldChangeKeysByARecordThatBothSigned() {
    final LogFixture fixture = new LogFixture(root).append(14);
    final io.tollgate.audit.proof.VerifierKey first = fixture.log.key();
    fixture.rotate().append(20).rotate().append(9);
    fixture.reopen();

    final VerificationReport report =
        new BundleVerifier(List.of(first), List.of()).verify(fixture.bundle(3, 44));

    assertThat(fixture.verify().finding()).isEmpty();
    assertThat(report.finding()).isEmpty();
    assertThat(report.isVouchedFor()).isTrue();
    assertThat(report.signer()).hasValue(fixture.log.key().toString());
    assertThat(fixture.log.key()).isNotEqualTo(first);
  }

  @Test
  void shouldExportEveryRangeSoThatItVerifiesWithoutTheLog() {
    final LogFixture fixture = new LogFixture(root).append(45);
    for (int first = 0; first < 46; first += 3) {
      for (int end = first + 1; end <= 46; end += 4) {
        final VerificationReport report =
            new BundleVerifier(List.of(fixture.log.key()), List.of())
                .verify(fixture.bundle(first, end));
        assertThat(report.finding()).as("%s to %s", first, end).isEmpty();
        assertThat(report.records()).isGreaterThanOrEqualTo(end - first);
      }
    }
  }

  @Test
  void shouldRefuseToExportWhatIsNotThere() {
    final LogFixture fixture = new LogFixture(root).append(5);

    assertThatThrownBy(() -> fixture.bundle(3, 7)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> fixture.bundle(3, 3)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void shouldSignRecordsOfChosenEventTypesThemselves() {
    final LogFixture fixture = new LogFixture(root, Set.of("gate.checked")).append(20).rotate();
    fixture.append(3);

    assertThat(LogReader.open(fixture.directory).record(7).isSigned()).isTrue();
    assertThat(fixture.verify().finding()).isEmpty();
  }

  @Test
  void shouldFreeTheDiskAndKeepEveryOtherProofWhenOldSegmentsGo() throws IOException {
    final LogFixture fixture = new LogFixture(root);
    final byte[] early = fixture.head();
    fixture.append(20).rotate().append(40);
    final byte[] exported = fixture.bundle(33, 60);
    final byte[] atSegment = noteAt(fixture, 32);

    final long pruned = prune(fixture);

    assertThat(pruned).isEqualTo(32);
    assertThat(fixture.segment(0)).doesNotExist();
    assertThat(fixture.segment(16)).doesNotExist();
    assertThat(fixture.verify(atSegment).finding()).isEmpty();
    assertThat(fixture.verify(early).uncompared()).containsExactly(1L);
    assertThat(fixture.verify(early).finding().orElseThrow().reason())
        .isEqualTo(BreakReason.KNOWN_NOT_COMPARED);
    fixture.reopen();
    fixture.append(10);
    final BundleVerifier verifier = new BundleVerifier(List.of(fixture.log.key()), List.of());
    assertThat(verifier.verify(fixture.bundle(33, 70)).finding()).isEmpty();
    assertThat(verifier.verify(exported).finding()).isEmpty();
    assertThatThrownBy(() -> fixture.bundle(31, 40)).hasMessageContaining("pruned");
    final LogReader reader = LogReader.open(fixture.directory);
    assertThat(
            new MerkleProofs()
                .isConsistent(
                    32,
                    Checkpoint.parse(SignedNote.parse(atSegment).text()).root(),
                    reader.checkpoint().size(),
                    reader.checkpoint().root(),
                    reader.consistencyProof(32)))
        .isTrue();
  }

  @Test
  void shouldKeepWhatALegalHoldCoversUntilItIsLifted() {
    final LogFixture fixture = new LogFixture(root).append(60);
    final LegalHolds holds = new LegalHolds(fixture.log);
    holds.place("case-7", LogFixture.START_NS, LogFixture.START_NS + 1, fixture.now());

    assertThat(prune(fixture)).isZero();
    assertThat(fixture.segment(0)).exists();

    assertThat(new LegalHolds(fixture.log).lift("case-7", fixture.now())).isTrue();
    assertThat(prune(fixture)).isEqualTo(32);
    assertThat(fixture.verify().finding()).isEmpty();
    assertThat(LogReader.open(fixture.directory).record(61).eventType())
        .isEqualTo("audit.hold-placed");
  }

  private static byte[] noteAt(final LogFixture fixture, final long size) throws IOException {
    try (SegmentReader reader = SegmentReader.open(fixture.segment(16))) {
      while (reader.next()) {
        if (reader.firstSequence() + reader.count() == size) {
          return reader.note();
        }
      }
    }
    throw new IOException("no checkpoint of " + size);
  }

  /** One day after record 40. */
  private static long prune(final LogFixture fixture) {
    return new Pruning(fixture.log, Period.ofDays(1), new LegalHolds(fixture.log))
        .run(
            java.time.Instant.ofEpochSecond(0, LogFixture.START_NS + 40 * LogFixture.STEP_NS)
                .plus(Period.ofDays(1)));
  }
}
