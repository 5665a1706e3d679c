package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.Finding;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.RecordLayout;
import io.tollgate.audit.proof.RecordWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of chosen event types that carry a signature of their own. */
final class SignedRecordTest {
  @TempDir private Path root;
  private LogFixture fixture;

  @BeforeEach
  void writeALog() {
    fixture = new LogFixture(root, Set.of("gate.checked", "never.seen")).append(20);
    fixture.log.close();
  }

  @Test
  void shouldSignTheChosenTypesAndNoOther() {
    final LogReader reader = LogReader.open(fixture.directory);
    assertThat(reader.record(0).isSigned()).isFalse();
    assertThat(reader.record(9).isSigned()).isTrue();
    assertThat(reader.record(9).signature()).hasSize(RecordLayout.SIGNATURE_LENGTH);
    assertThat(
            new BundleVerifier(List.of(reader.key()), List.of())
                .verify(fixture.bundle(3, 17))
                .isIntact())
        .isTrue();
  }

  @Test
  void shouldNameTheRecordWhoseSignatureWasAltered() throws IOException {
    final byte[] whole = Files.readAllBytes(fixture.segment(0));
    final byte[] bundle = fixture.bundle(0, 16);
    for (int bit = 0; bit < 8 * RecordLayout.SIGNATURE_LENGTH; bit += 37) {
      final SegmentSurgery surgery = SegmentSurgery.of(fixture.segment(0));
      final byte[] record = surgery.records.get(7);
      final byte[] before = record.clone();
      record[record.length - 1 - bit / 8] ^= (byte) (1 << bit % 8);
      surgery.write();

      assertThat(fixture.verify().finding().map(Finding::sequence)).as("bit %s", bit).hasValue(7L);
      assertThat(
              new BundleVerifier(List.of(), List.of())
                  .verify(replaced(bundle, before, record))
                  .finding()
                  .map(Finding::sequence))
          .as("bit %s", bit)
          .hasValue(7L);
      Files.write(fixture.segment(0), whole);
    }
  }

  @Test
  void shouldRefuseASignatureThatIsNotTheLogsEvenWhereNothingElseIsWrong() {
    final LogReader reader = LogReader.open(fixture.directory);
    final List<byte[]> records = new ArrayList<>();
    for (long at = 0; at < 6; at++) {
      records.add(reader.record(at).toByteArray());
    }
    final byte[] last = records.get(5);
    final byte[] other = reader.record(6).signature();
    System.arraycopy(other, 0, last, last.length - other.length, other.length);
    final AuditRecord epoch = reader.record(0);
    final String origin = LogOrigin.of(LogFiles.publicKeyOf(epoch), "ledger");
    final RecordWalk walk =
        new RecordWalk(new KeyTimeline(origin), new CompactRange(), LogOrigin.genesis(origin));

    records.forEach(it -> walk.record(it, 0, it.length));

    assertThat(walk.finish())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.reason()).isEqualTo(BreakReason.RECORD_SIGNATURE_INVALID);
              assertThat(finding.sequence()).isEqualTo(5);
            });
  }

  @Test
  void shouldRefuseMoreTypesThanItsBoundAndWhatIsNoType() {
    final Set<String> many =
        IntStream.range(0, 17).mapToObj(i -> "type-" + i).collect(Collectors.toSet());
    assertThatThrownBy(() -> LogSettings.DEFAULT.signing(many))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogSettings.DEFAULT.signing(Set.of("gate checked")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogSettings.DEFAULT.signing(Set.of("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] replaced(final byte[] in, final byte[] what, final byte[] by) {
    final byte[] out = in.clone();
    for (int at = 0; at + what.length <= in.length; at++) {
      if (java.util.Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        System.arraycopy(by, 0, out, at, by.length);
        return out;
      }
    }
    throw new IllegalStateException("not there");
  }
}
