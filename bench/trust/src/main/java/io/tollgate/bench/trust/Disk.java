package io.tollgate.bench.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** A directory on the disk that the results go to, for as long as a measurement runs. */
final class Disk implements AutoCloseable {
  private static final int WRITE_BYTES = 512 * 1024;
  private static final int WRITES = 100;
  private static final double NS_A_MS = 1e6;

  private final Path directory;

  Disk(final Path results) throws IOException {
    directory = Files.createTempDirectory(results, "disk");
  }

  Path directory() {
    return directory;
  }

  Path fresh(final String name) throws IOException {
    return Files.createTempDirectory(directory, name);
  }

  String type() throws IOException {
    return Files.getFileStore(directory).type();
  }

  /** The median of what it takes to write as much as a batch of the audit log has, and force it. */
  double forceMs() throws IOException {
    final long[] ns = new long[WRITES];
    final ByteBuffer bytes = ByteBuffer.allocateDirect(WRITE_BYTES);
    final Path file = directory.resolve("force");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < WRITES; i++) {
        bytes.clear();
        final long begun = System.nanoTime();
        channel.write(bytes, (long) i * WRITE_BYTES);
        channel.force(false);
        ns[i] = System.nanoTime() - begun;
      }
    }
    Files.delete(file);
    Arrays.sort(ns);
    return ns[WRITES / 2] / NS_A_MS;
  }

  /** For a method's text. */
  String text() throws IOException {
    return String.format(
        Locale.ROOT,
        "%s, where writing 512 KiB and forcing them takes %.2f ms (median)",
        type(),
        forceMs());
  }

  static void delete(final Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }
}
