package io.tollgate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;

/**
 * Appends until it is killed, and notes after each append what it appended, where its death does
 * not lose it.
 */
public final class KilledAppender {
  private KilledAppender() {}

  /**
   * Small blocks, few entries an index page and a roll every few hundred batches: many things to be
   * killed in.
   */
  static JournalContext context(final Path directory) {
    return new JournalContext()
        .directory(directory)
        .syncPolicy(SyncPolicy.NONE)
        .blockSizeBytes(256 * 1024)
        .minFreeBytes(4 * 1024 * 1024)
        .rollCycle(TestRollCycles.TEST_HOURLY);
  }

  /** The last position that the dead process's append had returned for. */
  static long noted(final Path note) throws IOException {
    try (FileChannel channel = FileChannel.open(note, StandardOpenOption.READ)) {
      final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
      channel.read(bytes, 0);
      return bytes.getLong(0);
    }
  }

  /**
   * Runs.
   *
   * @param arguments directory of the journal, file of the note, seed
   */
  public static void main(final String[] arguments) throws IOException {
    final Random random = new Random(Long.parseLong(arguments[2]));
    final TestRecords records = new TestRecords();
    final JournalBatch batch = new JournalBatch(16 * 1024);
    try (FileChannel channel =
            FileChannel.open(
                Path.of(arguments[1]),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        JournalAppender appender = JournalAppender.open(context(Path.of(arguments[0])))) {
      final MappedByteBuffer note = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
      long timeNs = Math.max(JournalFixture.START_NS, appender.lastTimeNs());
      while (true) {
        timeNs += random.nextInt((int) (JournalFixture.HOUR_NS / 200_000)) * 1000L;
        batch.begin(appender.lastBatchSequence() + 1, appender.lastPosition() + 1, timeNs);
        for (int i = random.nextInt(8); i >= 0; i--) {
          if (random.nextInt(4) == 0) {
            records.addEvent(batch, new byte[random.nextInt(1000)]);
          } else {
            records.addChecked(batch);
          }
        }
        appender.append(batch);
        note.putLong(0, appender.lastPosition());
        if (random.nextInt(4) > 0) {
          appender.prepare();
        }
      }
    }
  }
}
