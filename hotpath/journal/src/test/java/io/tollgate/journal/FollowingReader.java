package io.tollgate.journal;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Follows a journal of another process until a position, and ends. */
public final class FollowingReader {
  private FollowingReader() {}

  /**
   * Runs.
   *
   * @param arguments directory of the journal, position to end at
   */
  public static void main(final String[] arguments) {
    final long last = Long.parseLong(arguments[1]);
    try (JournalReader reader = JournalReader.open(Path.of(arguments[0]))) {
      final RecordHandler handler =
          (position, timeNs, buffer, offset, length) -> {
            if (TestRecords.countOf(buffer, offset) != position) {
              throw new IllegalStateException("another record at position " + position);
            }
          };
      while (reader.position() < last) {
        if (!reader.poll(handler)) {
          LockSupport.parkNanos(100_000);
        }
      }
    }
  }
}
