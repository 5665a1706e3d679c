package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;

class JournalPropertyTest {

  /** One record as it was given to the journal. */
  private record Given(long position, long timeNs, ByteBuffer message) {}

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void shouldGiveBackAnyRecordsAcrossHoursAndReopenings(
      @ForAll final long seed, @ForAll @IntRange(min = 1, max = 4) final int openings) {
    final Random random = new Random(seed);
    final List<Given> given = new ArrayList<>();
    try (JournalFixture fixture = new JournalFixture()) {
      final JournalContext context =
          fixture.context().blockSizeBytes(512 * 1024).rollCycle(TestRollCycles.TEST_HOURLY);
      for (int i = 0; i < openings; i++) {
        try (JournalAppender appender = JournalAppender.open(context)) {
          appendAny(appender, random, given);
        }
      }
      try (JournalReader reader = JournalReader.open(fixture.directory())) {
        assertGiven(readFrom(reader), given, 0);
        for (int i = 0; i < 10; i++) {
          final int from = random.nextInt(given.size());
          reader.moveTo(from + 1L, random.nextBoolean() ? -1 : reader.index());
          assertGiven(readFrom(reader), given, from);
        }
      }
      final VerifyReport report = JournalVerifier.verify(fixture.directory(), JournalProgress.NONE);
      assertThat(report.isSound()).isTrue();
      assertThat(report.records()).isEqualTo(given.size());
    }
  }

  private static void appendAny(
      final JournalAppender appender, final Random random, final List<Given> given) {
    final JournalBatch batch = new JournalBatch(appender.maxBatchBytes());
    final TestRecords records = new TestRecords();
    long timeNs = Math.max(JournalFixture.START_NS, appender.lastTimeNs());
    for (int i = random.nextInt(60) + 1; i > 0; i--) {
      timeNs += (long) (random.nextDouble() * JournalFixture.HOUR_NS / 10);
      batch.begin(appender.lastBatchSequence() + 1, appender.lastPosition() + 1, timeNs);
      for (int j = random.nextInt(10); j >= 0 && batch.remaining() > 9_000; j--) {
        final int offset = batch.nextFrameOffset();
        if (random.nextBoolean()) {
          records.addChecked(batch);
        } else {
          final byte[] payload = new byte[random.nextInt(8_192)];
          random.nextBytes(payload);
          records.addEvent(batch, payload);
        }
        final byte[] message = new byte[batch.length() - offset];
        batch.buffer().getBytes(offset, message);
        given.add(new Given(batch.lastPosition(), timeNs, ByteBuffer.wrap(message)));
      }
      appender.append(batch);
    }
  }

  private static List<Given> readFrom(final JournalReader reader) {
    final List<Given> read = new ArrayList<>();
    final RecordHandler handler =
        (position, timeNs, buffer, offset, length) -> {
          final byte[] message = new byte[length];
          buffer.getBytes(offset, message);
          read.add(new Given(position, timeNs, ByteBuffer.wrap(message)));
        };
    boolean isMore = true;
    while (isMore) {
      isMore = reader.poll(handler);
    }
    return read;
  }

  private static void assertGiven(final List<Given> read, final List<Given> given, final int from) {
    assertThat(read.equals(given.subList(from, given.size()))).isTrue();
  }
}
