package io.tollgate.reliability;

import io.tollgate.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A consumer of the journal in a process of its own. Says how many records it has seen, without a
 * gap and without a double, each time a line comes.
 */
final class FollowerChild {
  private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private long lastPosition;

  private FollowerChild() {}

  /** Argument: directory of the journal. */
  public static void main(final String[] arguments) throws IOException {
    final FollowerChild follower = new FollowerChild();
    try (JournalReader reader = JournalReader.open(Path.of(arguments[0]))) {
      while (true) {
        if (!reader.poll(
            (position, timeNs, buffer, offset, length) -> follower.onRecord(position))) {
          LockSupport.parkNanos(IDLE_NS);
        }
        while (System.in.available() > 0) {
          if (System.in.read() == '\n') {
            System.out.println("AT " + follower.lastPosition);
          }
        }
      }
    }
  }

  private void onRecord(final long position) {
    if (position != lastPosition + 1) {
      throw new IllegalStateException(position + " after " + lastPosition);
    }
    lastPosition = position;
  }
}
