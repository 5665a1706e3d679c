package io.tollgate.support.postgres;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What the server writes: one file and the one before it. */
final class ServerLog {
  private static final long MAX_BYTES = 8L * 1024 * 1024;
  private static final int TAIL_BYTES = 2_000;

  private final Path path;

  ServerLog(final Path path) {
    this.path = path;
  }

  File file() {
    return path.toFile();
  }

  long length() {
    return file().length();
  }

  /** Puts a file that became long aside. */
  void rotate() {
    try {
      if (length() > MAX_BYTES) {
        final Path old = path.resolveSibling(path.getFileName() + ".1");
        Files.move(path, old, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (final IOException ex) {
      throw new PostgresException("cannot put " + path + " aside", ex);
    }
  }

  /** The end of what was written since the file had a length. */
  String since(final long start) {
    try (RandomAccessFile log = new RandomAccessFile(file(), "r")) {
      log.seek(Math.max(start, log.length() - TAIL_BYTES));
      final byte[] tail = new byte[(int) (log.length() - log.getFilePointer())];
      log.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8).strip();
    } catch (final IOException ex) {
      return "(" + ex + ")";
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
