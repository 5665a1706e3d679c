package io.tollgate.support.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories for tests, in memory where the machine has such a place. */
public final class TestFiles {
  private static final Path MEMORY = Path.of("/dev/shm");

  private TestFiles() {}

  /** A new, empty directory. */
  public static Path newDirectory(final String prefix) throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, prefix)
        : Files.createTempDirectory(prefix);
  }

  /** Takes a directory away with all that is in it. */
  public static void delete(final Path directory) {
    final List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
      for (final Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (final IOException ex) {
      throw new UncheckedIOException(ex);
    }
  }
}
