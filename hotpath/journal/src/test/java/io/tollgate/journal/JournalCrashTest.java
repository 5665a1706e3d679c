package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalCrashTest {
  private static final int KILLS = Integer.getInteger("tollgate.journal.test.kills", 6);

  private final JournalFixture fixture = new JournalFixture();

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  @Test
  void shouldKeepEveryAppendedBatchThroughKills() throws Exception {
    final long seed = Long.getLong("tollgate.journal.test.seed", System.nanoTime());
    final Random random = new Random(seed);
    final Path note = fixture.directory().resolveSibling("note");
    long lastPosition = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      final long before = lastPosition;
      appendUntilKilled(note, random, before);
      final long noted = KilledAppender.noted(note);
      final VerifyReport report = JournalVerifier.verify(fixture.directory(), JournalProgress.NONE);
      assertThat(report.problems()).as("seed %d, kill %d", seed, kill).isEmpty();
      try (JournalAppender appender =
          JournalAppender.open(KilledAppender.context(fixture.directory()))) {
        lastPosition = appender.lastPosition();
        assertThat(lastPosition)
            .as("seed %d, kill %d", seed, kill)
            .isEqualTo(report.lastPosition())
            .isBetween(noted, noted + 8);
        readsAll(before + 1, lastPosition);
      }
    }
    assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).isSound())
        .isTrue();
  }

  private void appendUntilKilled(final Path note, final Random random, final long before)
      throws IOException, InterruptedException {
    final Process child =
        ChildProcess.start(
            KilledAppender.class,
            fixture.directory().resolveSibling("output"),
            fixture.directory().toString(),
            note.toString(),
            Long.toString(random.nextLong()));
    try {
      Awaitility.await()
          .pollInterval(1, TimeUnit.MILLISECONDS)
          .atMost(60, TimeUnit.SECONDS)
          .failFast(() -> assertThat(child.isAlive()).as(outputOf(child)).isTrue())
          .until(
              () ->
                  Files.exists(note) && KilledAppender.noted(note) > before + random.nextInt(5000));
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private String outputOf(final Process child) throws IOException {
    return child.isAlive() ? "" : Files.readString(fixture.directory().resolveSibling("output"));
  }

  private void readsAll(final long from, final long last) {
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      reader.moveTo(from);
      boolean isMore = true;
      while (isMore) {
        isMore = reader.poll((position, timeNs, buffer, offset, length) -> {});
      }
      assertThat(reader.position()).isEqualTo(last);
    }
  }

  @Test
  void shouldPassOverWhatAKilledAppenderLeftUnfinished() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 3));
    }
    final Path file = JournalFiles.rollFiles(fixture.directory()).get(0);
    leaveRemains(file);
    assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE))
        .matches(VerifyReport::isSound)
        .matches(VerifyReport::hasRemains);
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).hasRemains())
          .isFalse();
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1));
    }
    assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).lastPosition())
        .isEqualTo(4);
  }

  private static void leaveRemains(final Path path) throws IOException {
    try (RollFile file = RollFile.open(path, RollFile.newWindow());
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      final BatchView view = new BatchView();
      while (file.next(view) == RollFile.Step.BATCH) {
        assertThat(view.defect()).isNull();
      }
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), file.offset() + 4);
    }
  }

  @Test
  void shouldPutAnUnfinishedRollFileAside() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 3));
    }
    final Path unfinished = fixture.directory().resolve("20260921-15F.cq4");
    for (final int length : new int[] {0, 100_000}) {
      Files.write(unfinished, new byte[length]);
      assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).isSound())
          .isTrue();
      JournalAppender.open(fixture.context()).close();
    }
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertThat(appender.lastPosition()).isEqualTo(3);
      appender.append(
          fixture.nextBatch(appender, JournalFixture.START_NS + JournalFixture.HOUR_NS, 2));
    }
    assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE))
        .matches(VerifyReport::isSound)
        .extracting(VerifyReport::lastPosition)
        .isEqualTo(5L);
  }

  @Test
  void shouldGoOnInTheNextHourWhereTheLastFileIsClosed() {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      fixture.appendHours(appender, 2, 2);
    }
    // As if it had been killed after it closed the first file and before it made the second.
    fixture.delete("20260921-15F.cq4");
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertThat(appender.lastPosition()).isEqualTo(3);
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS + 5, 2));
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS + 6, 2));
    }
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThat(JournalFixture.readAll(reader)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }
    assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).isSound())
        .isTrue();
  }

  @Test
  void shouldGoOnInTheLastFileWhereItIsOfALaterHour() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      fixture.appendHours(appender, 2, 2);
    }
    // As if it had been killed after it made the second file and before it wrote to it.
    final Path second = fixture.directory().resolve("20260921-15F.cq4");
    fixture.delete("20260921-15F.cq4");
    try (JournalFixture other = new JournalFixture();
        JournalAppender appender = JournalAppender.open(other.context())) {
      appender.append(other.nextBatch(appender, JournalFixture.START_NS, 1));
      makeEmpty(JournalFiles.rollFiles(other.directory()).get(0), second);
    }
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertThat(appender.lastPosition()).isEqualTo(3);
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS + 5, 2));
    }
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThat(JournalFixture.readAll(reader)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  private static void makeEmpty(final Path withOneBatch, final Path empty) throws IOException {
    Files.copy(withOneBatch, empty);
    final long noted;
    try (RollFile file = RollFile.open(empty, RollFile.newWindow())) {
      noted = file.notedOffset();
    }
    try (FileChannel channel = FileChannel.open(empty, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1000), noted);
      channel.write(ByteBuffer.allocate(16), 0x40);
    }
  }

  @Test
  void shouldTakeOverALockThatADeadProcessLeft() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1));
    }
    fixture.lockAs(ProcessHandle.current().pid());
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1));
      assertThat(appender.lastPosition()).isEqualTo(2);
    }
  }
}
