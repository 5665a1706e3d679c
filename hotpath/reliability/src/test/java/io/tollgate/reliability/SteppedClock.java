package io.tollgate.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.agrona.concurrent.EpochClock;

/** The wall clock, put wrong by what a file says, so that another process can step it. */
final class SteppedClock implements EpochClock {
  private final Path file;

  SteppedClock(final Path file) {
    this.file = file;
  }

  /** Puts the clock wrong by so many milliseconds. */
  static void put(final Path file, final long offsetMs) throws IOException {
    final Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, Long.toString(offsetMs));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public long time() {
    try {
      final long offsetMs = Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
      return System.currentTimeMillis() + offsetMs;
    } catch (final IOException e) {
      return System.currentTimeMillis();
    }
  }
}
