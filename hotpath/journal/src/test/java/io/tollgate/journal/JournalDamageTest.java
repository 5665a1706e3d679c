package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalDamageTest {
  private final JournalFixture fixture = new JournalFixture();

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  private JournalContext smallFiles() {
    return fixture.context().blockSizeBytes(64 * 1024).rollCycle(TestRollCycles.TEST_HOURLY);
  }

  private VerifyReport verify() {
    return JournalVerifier.verify(fixture.directory(), JournalProgress.NONE);
  }

  private void appendHours(final int hours, final int batchesAnHour) {
    try (JournalAppender appender = JournalAppender.open(smallFiles())) {
      fixture.appendHours(appender, hours, batchesAnHour);
    }
  }

  @Test
  void shouldFindASoundJournalSound() {
    appendHours(3, 10);
    final List<Long> progress = new ArrayList<>();
    final VerifyReport report =
        JournalVerifier.verify(fixture.directory(), (done, total) -> progress.add(done));
    assertThat(report.problems()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.files()).isEqualTo(3);
    assertThat(report.batches()).isEqualTo(30);
    assertThat(report.firstPosition()).isEqualTo(1);
    assertThat(report.lastPosition()).isEqualTo(report.records()).isEqualTo(3 * 19);
    assertThat(report.firstTimeNs()).isEqualTo(JournalFixture.START_NS);
    assertThat(report.hasRemains()).isFalse();
    assertThat(progress).hasSize(3).isSorted();
  }

  @Test
  void shouldFindEveryFlippedBitOfABatchAndLoseNothingByAnyOther() throws IOException {
    appendHours(2, 2);
    final VerifyReport before = verify();
    for (final Path file : JournalFiles.rollFiles(fixture.directory())) {
      final List<long[]> batches = batchesOf(file);
      final long end = batches.get(batches.size() - 1)[1] + 64;
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        for (long offset = 0; offset < end; offset++) {
          final boolean isBatch = isIn(batches, offset);
          for (int i = 0; i < (isBatch ? 3 : 1); i++) {
            // Other bits at each byte, and all of them every few bytes.
            final int flipped = (int) ((offset + 3L * i) % 8);
            flip(bytes, offset, flipped);
            final VerifyReport report = verify();
            if (report.isSound()) {
              assertThat(isBatch).as("byte %d bit %d", offset, flipped).isFalse();
              assertThat(report.lastPosition()).isEqualTo(before.lastPosition());
              assertThat(report.records()).isEqualTo(before.records());
            }
            flip(bytes, offset, flipped);
          }
        }
      }
    }
    assertThat(verify()).isEqualTo(before);
  }

  private static List<long[]> batchesOf(final Path path) {
    final List<long[]> batches = new ArrayList<>();
    try (RollFile file = RollFile.open(path, RollFile.newWindow())) {
      final BatchView view = new BatchView();
      while (file.next(view) == RollFile.Step.BATCH) {
        batches.add(new long[] {file.batchOffset(), file.batchOffset() + 4 + view.length()});
      }
    }
    return batches;
  }

  private static boolean isIn(final List<long[]> ranges, final long offset) {
    return ranges.stream().anyMatch(range -> offset >= range[0] && offset < range[1]);
  }

  private static void flip(final RandomAccessFile bytes, final long offset, final int bit)
      throws IOException {
    bytes.seek(offset);
    final int value = bytes.read();
    bytes.seek(offset);
    bytes.write(value ^ (1 << bit));
  }

  @Test
  void shouldFindATruncatedFileWhereverItEnds() throws IOException {
    appendHours(1, 20);
    final Path file = JournalFiles.rollFiles(fixture.directory()).get(0);
    final List<long[]> batches = batchesOf(file);
    final long end = batches.get(batches.size() - 1)[1];
    for (long length = end - 1; length > 0; length -= 97) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.setLength(length);
      }
      assertThat(verify().isSound()).as("cut to %d bytes", length).isFalse();
    }
  }

  @Test
  void shouldFindAMissingFile() throws IOException {
    appendHours(3, 4);
    final List<Path> files = JournalFiles.rollFiles(fixture.directory());
    for (int i = 0; i < 2; i++) {
      final Path aside = fixture.directory().resolveSibling("aside");
      Files.move(files.get(i), aside);
      final VerifyReport report = verify();
      assertThat(report.problems()).hasSize(1);
      assertThat(report.problems().get(0).file())
          .isEqualTo(files.get(i + 1).getFileName().toString());
      Files.move(aside, files.get(i));
    }
    assertThat(verify().isSound()).isTrue();
  }

  @Test
  void shouldStopReadingAtADamagedBatchAndSayWhere() throws IOException {
    appendHours(1, 10);
    final Path file = JournalFiles.rollFiles(fixture.directory()).get(0);
    flipAt(file, batchesOf(file).get(4)[1] - 1);
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      final List<Long> read = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> pollInto(reader, read))
            .hasMessageContaining(file.getFileName().toString())
            .hasMessageContaining("after position 7")
            .hasMessageContaining("checksum mismatch")
            .extracting("kind")
            .isEqualTo(Kind.CORRUPT);
      }
      assertThat(read).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
      reader.toStart();
      assertThatThrownBy(() -> pollInto(reader, read)).extracting("kind").isEqualTo(Kind.CORRUPT);
      assertThat(read).endsWith(5L, 6L, 7L).hasSize(14);
    }
  }

  private static void pollInto(final JournalReader reader, final List<Long> read) {
    boolean isMore = true;
    while (isMore) {
      isMore = reader.poll((position, timeNs, buffer, offset, length) -> read.add(position));
    }
  }

  private static void flipAt(final Path file, final long offset) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      flip(bytes, offset, 3);
    }
  }

  @Test
  void shouldNotAppendBehindADamagedEnd() throws IOException {
    appendHours(2, 10);
    final List<Path> files = JournalFiles.rollFiles(fixture.directory());
    final List<long[]> batches = batchesOf(files.get(1));
    flipAt(files.get(1), batches.get(9)[1] - 5);
    assertThatThrownBy(() -> JournalAppender.open(smallFiles()))
        .hasMessageContaining(files.get(1).getFileName().toString())
        .hasMessageContaining("at byte " + batches.get(9)[0])
        .extracting("kind")
        .isEqualTo(Kind.CORRUPT);
    flipAt(files.get(1), batches.get(9)[1] - 5);
    JournalAppender.open(smallFiles()).close();
  }

  @Test
  void shouldRefuseDamagedMetadataAndMakeItAnewWhereItIsGone() throws IOException {
    appendHours(2, 5);
    final Path metadata = fixture.directory().resolve(JournalFiles.METADATA);
    Files.write(metadata, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> JournalAppender.open(smallFiles()))
        .extracting("kind")
        .isEqualTo(Kind.UNAVAILABLE);
    Files.delete(metadata);
    try (JournalAppender appender = JournalAppender.open(smallFiles())) {
      assertThat(appender.lastBatchSequence()).isEqualTo(10);
      appender.append(fixture.nextBatch(appender, appender.lastTimeNs(), 1));
    }
    assertThat(verify().isSound()).isTrue();
  }

  @Test
  void shouldRefuseBatchesThatDoNotFollowOn() throws IOException {
    final long[][] wrong = {{5, 4, 0}, {3, 4, 0}, {4, 9, 0}, {4, 3, 0}, {4, 4, -1}};
    for (final long[] next : wrong) {
      try (JournalFixture other = new JournalFixture()) {
        final JournalContext context = other.context();
        try (JournalAppender appender = JournalAppender.open(context)) {
          for (int i = 0; i < 3; i++) {
            appender.append(other.nextBatch(appender, JournalFixture.START_NS, 1));
          }
        }
        writeUnchecked(context, next[0], next[1], JournalFixture.START_NS + next[2]);
        try (JournalReader reader = JournalReader.open(other.directory())) {
          final List<Long> read = new ArrayList<>();
          assertThatThrownBy(() -> pollInto(reader, read))
              .extracting("kind")
              .isEqualTo(Kind.CORRUPT);
          assertThat(read).containsExactly(1L, 2L, 3L);
        }
        assertThat(JournalVerifier.verify(other.directory(), JournalProgress.NONE).problems())
            .hasSize(1);
      }
    }
  }

  private static void writeUnchecked(
      final JournalContext context, final long sequence, final long position, final long timeNs)
      throws IOException {
    final JournalTail tail = JournalTail.prepare(context.conclude().directory());
    try (DocumentWriter writer = DocumentWriter.open(context, tail)) {
      final JournalBatch batch = new JournalBatch(1024);
      batch.begin(sequence, position, timeNs);
      new TestRecords().addChecked(batch);
      batch.seal();
      writer.write(batch);
    }
  }
}
