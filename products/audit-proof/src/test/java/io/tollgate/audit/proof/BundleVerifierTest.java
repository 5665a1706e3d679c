package io.tollgate.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BundleVerifierTest {
  private final TestLog log = newLog();

  private static TestLog newLog() {
    return new TestLog().batch(5).batch(4).signedRecord().rotate(2).batch(7).batch(3);
  }

  @Test
  void shouldAcceptEveryRangeOfAnIntactLog() {
    for (int first = 0; first < log.records.size(); first++) {
      for (int count = 1; count <= log.records.size() - first; count++) {
        final VerificationReport report = verify(log.bundle(first, count));
        assertThat(report.finding()).as("%s records from %s", count, first).isEmpty();
        assertThat(report.records()).isEqualTo(count);
        assertThat(report.isVouchedFor()).isTrue();
        assertThat(report.signer()).hasValue(log.key().toString());
      }
    }
  }

  @Property(tries = 400)
  void shouldNameTheRecordInWhichAnyBitWasFlipped(
      @ForAll @IntRange(min = 1, max = 19) final int record,
      @ForAll @IntRange(min = 0, max = 1_000_000) final int bit) {
    final TestLog log = newLog();
    final byte[] bytes = log.records.get(record).clone();
    final int flipped = bit % (bytes.length * 8);
    bytes[flipped / 8] ^= (byte) (1 << flipped % 8);
    log.records.set(record, bytes);

    final Finding finding = verify(log.bundle(1, log.records.size() - 1)).finding().orElseThrow();

    assertThat(finding.sequence()).as("bit %s: %s", flipped, finding).isEqualTo(record);
  }

  @Test
  void shouldNeverAcceptABundleWithAnyByteChanged() {
    final byte[] bundle = log.bundle(3, 12);
    for (int i = 0; i < bundle.length; i++) {
      final byte[] changed = bundle.clone();
      changed[i] ^= 0x10;
      assertThat(verify(changed).isIntact()).as("byte %s", i).isFalse();
    }
  }

  @Test
  void shouldNameWhatIsMissingSwappedOrDoubled() {
    assertBroken(BreakReason.RECORD_MISSING, 6, records -> records.remove(6));
    assertBroken(BreakReason.RECORDS_SWAPPED, 6, records -> Collections.swap(records, 6, 7));
    assertBroken(BreakReason.RECORDS_SWAPPED, 4, records -> Collections.swap(records, 4, 9));
    assertBroken(BreakReason.RECORD_DUPLICATED, 5, records -> records.add(6, records.get(5)));
  }

  @Test
  void shouldRefuseAHistoryThatTheOlderKeySignedAgain() {
    final TestLog forged = new TestLog().batch(30);

    final VerificationReport alone = verify(forged.bundle(0, 25));
    final VerificationReport beside =
        new BundleVerifier(List.of(), List.of(log.checkpoints.get(19L)))
            .verify(forged.bundle(0, 25));

    assertThat(alone.finding().orElseThrow().reason()).isEqualTo(BreakReason.KEY_UNTRUSTED);
    assertThat(beside.finding().orElseThrow().reason()).isEqualTo(BreakReason.FORKED);
  }

  @Test
  void shouldRefuseACheckpointByTheKeyThatIsNoLongerInForce() {
    final MemoryTree tree = new MemoryTree(log.leaves);
    log.checkpoints.put(19L, log.checkpoint(19, tree.root(19), TestLog.pair(1)));

    final Finding finding = verify(log.bundle(13, 9)).finding().orElseThrow();

    assertThat(finding.reason()).isEqualTo(BreakReason.KEY_SUPERSEDED);
    assertThat(finding.sequence()).isEqualTo(18);
  }

  @Test
  void shouldFindAForkByTheCheckpointThatWasGivenOut() {
    final TestLog other = new TestLog().batch(5).batch(4);
    final BundleVerifier verifier =
        new BundleVerifier(List.of(), List.of(other.checkpoints.get(6L)));

    assertThat(verifier.verify(log.bundle(0, 20)).finding().orElseThrow())
        .extracting(Finding::reason, Finding::sequence)
        .containsExactly(BreakReason.FORKED, 0L);
    assertThat(verifier.verify(log.bundle(6, 10)).finding().orElseThrow().reason())
        .isEqualTo(BreakReason.FORKED);
  }

  @Test
  void shouldReportEveryKnownCheckpointThatABundleCannotBeComparedWith() {
    final byte[] bundle = log.bundle(8, 4);
    final byte[] newest = log.checkpoints.lastEntry().getValue();
    final List<byte[]> outside = List.of(log.checkpoints.get(1L), log.checkpoints.get(19L));

    final VerificationReport report = new BundleVerifier(List.of(), outside).verify(bundle);

    assertThat(report.isIntact()).isFalse();
    assertThat(report.uncompared()).containsExactly(1L, 19L);
    assertThat(report.finding().orElseThrow().reason()).isEqualTo(BreakReason.KNOWN_NOT_COMPARED);
    assertThat(report.finding().orElseThrow().explanation()).contains("1, 19");
    final List<byte[]> inside = List.of(log.checkpoints.get(10L), newest);
    assertThat(new BundleVerifier(List.of(), inside).verify(bundle).isIntact()).isTrue();
  }

  @Test
  void shouldRefuseAnOriginThatIsNoName() {
    final int originAt = BundleFormat.MAGIC.length + 2 * Short.BYTES;
    for (final char wrong : new char[] {' ', '+', '\n', '\u0080'}) {
      final byte[] bundle = log.bundle(2, 10);
      bundle[originAt + 3] = (byte) wrong;
      assertThat(verify(bundle).finding().orElseThrow().reason()).isEqualTo(BreakReason.MALFORMED);
    }
  }

  @Test
  void shouldSayWhereATruncatedBundleEnds() {
    final byte[] bundle = log.bundle(2, 10);
    for (int length = 0; length < bundle.length; length++) {
      final VerificationReport report = verify(Arrays.copyOf(bundle, length));
      assertThat(report.isIntact()).as("%s bytes", length).isFalse();
    }
    final byte[] cut = Arrays.copyOf(bundle, bundle.length - bundle.length / 2);
    assertThat(verify(cut).finding().orElseThrow().reason()).isEqualTo(BreakReason.TRUNCATED);
    assertThat(verify(cut).finding().orElseThrow().explanation()).contains("in record ");
  }

  @Test
  void shouldRefusePaddedBundles() {
    final byte[] bundle = log.bundle(2, 10);

    assertThat(verify(Arrays.copyOf(bundle, bundle.length + 1)).finding().orElseThrow().reason())
        .isEqualTo(BreakReason.PADDED);
  }

  @Property(tries = 1000)
  void shouldAnswerAnyBytesWithAFinding(@ForAll final byte[] tail) {
    final byte[] head = Arrays.copyOf(log.bundle(2, 10), 10 + tail.length);
    System.arraycopy(tail, 0, head, 10, tail.length);

    assertThat(verify(head).isIntact()).isFalse();
  }

  private void assertBroken(
      final BreakReason reason,
      final long sequence,
      final java.util.function.Consumer<List<byte[]>> tampering) {
    final TestLog tampered = new TestLog().batch(5).batch(4).batch(7);
    final List<byte[]> records = new ArrayList<>(tampered.records);
    tampering.accept(records);
    tampered.records.clear();
    tampered.records.addAll(records);
    final Finding finding =
        new BundleVerifier(List.of(), List.of())
            .verify(tampered.bundle(0, Math.min(records.size(), 16)))
            .finding()
            .orElseThrow();

    assertThat(finding)
        .extracting(Finding::reason, Finding::sequence)
        .containsExactly(reason, sequence);
  }

  private VerificationReport verify(final byte[] bundle) {
    return new BundleVerifier(List.of(log.key()), List.of()).verify(bundle);
  }
}
