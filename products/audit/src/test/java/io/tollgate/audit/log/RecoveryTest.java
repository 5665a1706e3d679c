package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk when a log is opened again, after crashes and worse. */
final class RecoveryTest {
  private static final int ANCHOR_AT = 30;

  @TempDir private Path root;

  @Test
  void shouldDeleteNothingWhereTheNewestSegmentsHeaderWasAltered() throws IOException {
    final LogFixture fixture = closed(40);
    Files.delete(head(fixture));
    flip(fixture.segment(32), ANCHOR_AT);

    assertStaysAsItIs(fixture, fixture.segment(32), "FRAME_ALTERED");
  }

  @Test
  void shouldDeleteNothingWhereTheOnlySegmentsHeaderWasAlteredAndAllElseIsGone()
      throws IOException {
    final LogFixture fixture = closed(10);
    Files.delete(head(fixture));
    Files.delete(firstEpoch(fixture));
    flip(fixture.segment(0), ANCHOR_AT);

    assertStaysAsItIs(fixture, fixture.segment(0), "FRAME_ALTERED");
  }

  @Test
  void shouldCutNothingOffBehindABatchThatWasAlteredAndIsNotTheLast() throws IOException {
    final LogFixture fixture = closed(40);
    Files.delete(head(fixture));
    flip(fixture.segment(32), SegmentFormat.HEADER_LENGTH + 100);

    assertStaysAsItIs(fixture, fixture.segment(32), "FRAME_ALTERED");
  }

  @Test
  void shouldNotBeginAnewWhereAKeptEpochSaysThatRecordsAreGone() throws IOException {
    final LogFixture fixture = closed(10);
    Files.delete(head(fixture));
    Files.write(
        fixture.segment(0),
        Arrays.copyOf(Files.readAllBytes(fixture.segment(0)), SegmentFormat.HEADER_LENGTH));

    assertStaysAsItIs(fixture, fixture.segment(0), "TAIL_CUT");
  }

  @Test
  void shouldMakeTheFirstKeyEpochAgainOfTheFirstBatch() throws IOException {
    final LogFixture fixture = closed(0);
    final byte[] epoch = Files.readAllBytes(firstEpoch(fixture));
    final String origin = fixture.log.origin();
    Files.delete(head(fixture));
    Files.delete(firstEpoch(fixture));

    fixture.open();
    fixture.append(20);

    assertThat(fixture.log.origin()).isEqualTo(origin);
    assertThat(Files.readAllBytes(firstEpoch(fixture))).isEqualTo(epoch);
    assertThat(fixture.verify().finding()).isEmpty();
  }

  @Test
  void shouldBeginAnewWhereverTheVeryFirstBatchWasTorn() throws IOException {
    final LogFixture fixture = closed(0);
    final byte[] whole = Files.readAllBytes(fixture.segment(0));
    for (int length = 0; length < whole.length; length += 3) {
      Files.deleteIfExists(head(fixture));
      Files.deleteIfExists(firstEpoch(fixture));
      Files.write(fixture.segment(0), Arrays.copyOf(whole, length));

      fixture.open();
      fixture.flush();
      assertThat(fixture.verify().finding()).as("%s bytes", length).isEmpty();
      fixture.log.close();
    }
  }

  @Test
  void shouldGoOnWhereTheFirstBatchOfASegmentWasTornAndNoCheckpointIsThere() throws IOException {
    final LogFixture fixture = closed(31);
    final byte[] header = Files.readAllBytes(fixture.segment(32));
    fixture.open();
    fixture.append(3);
    fixture.log.close();
    final byte[] whole = Files.readAllBytes(fixture.segment(32));
    for (int length = header.length; length < whole.length; length += 7) {
      Files.write(fixture.segment(32), Arrays.copyOf(whole, length));
      Files.deleteIfExists(head(fixture));

      fixture.open();
      assertThat(fixture.log.durableSize()).as("%s bytes", length).isEqualTo(32);
      assertThat(fixture.log.journalPosition()).isEqualTo(31);
      fixture.log.close();
    }
    fixture.open();
    assertThat(fixture.append(9).verify().finding()).isEmpty();
  }

  @Test
  void shouldMakeTheNewestCheckpointAgainWhereAPowerLossEmptiedIt() throws IOException {
    final LogFixture fixture = closed(20);
    for (final byte[] left : new byte[][] {{}, new byte[300]}) {
      Files.write(head(fixture), left);

      assertThatThrownBy(() -> LogReader.open(fixture.directory))
          .isInstanceOf(AuditLogException.class)
          .hasMessageContaining("missing or empty");
      assertThat(fixture.verify().finding().orElseThrow().explanation())
          .contains("missing or empty");
      assertThat(SignedPosition.in(root)).isZero();

      fixture.open();
      assertThat(fixture.log.durableSize()).isEqualTo(21);
      assertThat(fixture.log.journalPosition()).isEqualTo(20);
      fixture.flush();
      fixture.log.close();
      assertThat(fixture.verify().finding()).isEmpty();
    }
  }

  @Test
  void shouldKnowTheTimesOfASegmentThatWasBegunBeforeItWasOpenedAgain() throws IOException {
    final LogFixture fixture = new LogFixture(root).append(12);
    fixture.reopen();
    fixture.append(1);
    fixture.reopen();
    fixture.append(20);

    final SegmentIndex index = SegmentIndex.load(fixture.directory);
    assertThat(index.get(0).firstTimeNs()).isEqualTo(LogFixture.START_NS);
    assertThat(index.get(0).lastTimeNs()).isEqualTo(LogFixture.START_NS + 15 * LogFixture.STEP_NS);
    assertThat(index.get(1).firstTimeNs()).isEqualTo(LogFixture.START_NS + 16 * LogFixture.STEP_NS);
  }

  private LogFixture closed(final int records) {
    final LogFixture fixture = new LogFixture(root).append(records);
    fixture.log.close();
    return fixture;
  }

  private static void assertStaysAsItIs(
      final LogFixture fixture, final Path segment, final String reason) throws IOException {
    final byte[] before = Files.readAllBytes(segment);
    assertThatThrownBy(fixture::open)
        .isInstanceOf(AuditLogException.class)
        .hasMessageContaining(reason);
    assertThat(Files.readAllBytes(segment)).isEqualTo(before);
  }

  private static void flip(final Path file, final int at) throws IOException {
    final byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private static Path head(final LogFixture fixture) {
    return fixture.directory.resolve("head");
  }

  private static Path firstEpoch(final LogFixture fixture) {
    return fixture.directory.resolve("epoch-00000000000000000000");
  }
}
