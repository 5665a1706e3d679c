package io.tollgate.engine.infra.state;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Looks at the first bytes of a Chronicle Map's file before Chronicle does, which would wait a
 * minute for a header that was never finished.
 */
final class MapFile {
  private static final int SIZE_WORD_OFFSET = 8;
  private static final int HEADER_OFFSET = 12;
  private static final int MAX_HEADER_LENGTH = 64 * 1024;

  private MapFile() {}

  /**
   * Refuses a file that is there but has no finished header.
   *
   * @param file to look at.
   * @throws UnusableStateException if it cannot be a map.
   */
  static void requireUsable(final File file) {
    if (!file.exists()) {
      return;
    }
    try (RandomAccessFile access = new RandomAccessFile(file, "r")) {
      if (access.length() < HEADER_OFFSET) {
        throw new UnusableStateException(file + " is cut off");
      }
      access.seek(SIZE_WORD_OFFSET);
      final int headerLength = Integer.reverseBytes(access.readInt());
      if (headerLength <= 0 || headerLength > MAX_HEADER_LENGTH) {
        throw new UnusableStateException(file + " has no finished header");
      }
      if (access.length() < HEADER_OFFSET + headerLength) {
        throw new UnusableStateException(file + " is cut off in its header");
      }
    } catch (final IOException e) {
      throw new UnusableStateException(file + " cannot be read: " + e, e);
    }
  }
}
