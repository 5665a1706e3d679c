package io.tollgate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycles;

/** A journal in a directory of its own, in memory where the machine has such a place. */
final class JournalFixture implements AutoCloseable {
  static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
  static final long START_NS = 1_790_000_000_000_000_000L;

  private final Path root;
  private final Path directory;
  private final JournalBatch batch = new JournalBatch(64 * 1024);
  private final TestRecords records = new TestRecords();

  JournalFixture() {
    try {
      final Path memory = Path.of("/dev/shm");
      root =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "journal-test-")
              : Files.createTempDirectory("journal-test-");
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    directory = root.resolve("journal");
  }

  Path directory() {
    return directory;
  }

  /** Small blocks, no forcing: for what is not about forcing. */
  JournalContext context() {
    return new JournalContext()
        .directory(directory)
        .syncPolicy(SyncPolicy.NONE)
        .blockSizeBytes(1024 * 1024)
        .minFreeBytes(4 * 1024 * 1024)
        .rollCycle(RollCycles.FAST_HOURLY);
  }

  /** The next batch for an appender, with so many checks. */
  JournalBatch nextBatch(final JournalAppender appender, final long timeNs, final int recordCount) {
    batch.begin(appender.lastBatchSequence() + 1, appender.lastPosition() + 1, timeNs);
    for (int i = 0; i < recordCount; i++) {
      records.addChecked(batch);
    }
    return batch;
  }

  /**
   * Appends batches of 1, 2, 3, 1, 2, 3 and so on checks, so many batches an hour; the appender is
   * prepared for every other one.
   */
  void appendHours(final JournalAppender appender, final int hours, final int batchesAnHour) {
    for (int hour = 0; hour < hours; hour++) {
      for (int i = 0; i < batchesAnHour; i++) {
        appender.append(nextBatch(appender, START_NS + hour * HOUR_NS + i, 1 + i % 3));
        if (i % 2 == 0) {
          appender.prepare();
        }
      }
    }
  }

  /** All positions that a reader delivers until there is no more. */
  static List<Long> readAll(final JournalReader reader) {
    final List<Long> positions = new ArrayList<>();
    boolean isMore = true;
    while (isMore) {
      isMore = reader.poll((position, timeNs, buffer, offset, length) -> positions.add(position));
    }
    return positions;
  }

  /** Deletes one file of the journal. */
  void delete(final String name) {
    try {
      Files.delete(directory.resolve(name));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves Chronicle's own lock as if a process had been killed while it appended. */
  void lockAs(final long processId) {
    final byte[] key = "chronicle.write.lock".getBytes(StandardCharsets.US_ASCII);
    try {
      final Path metadata = directory.resolve(JournalFiles.METADATA);
      final byte[] bytes = Files.readAllBytes(metadata);
      int at = 0;
      while (!Arrays.equals(bytes, at, at + key.length, key, 0, key.length)) {
        at++;
      }
      final int value = (at + key.length + 7) / 8 * 8;
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value, processId);
      Files.write(metadata, bytes);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(root)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
