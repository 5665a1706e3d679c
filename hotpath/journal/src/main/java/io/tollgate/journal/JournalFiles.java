package io.tollgate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/** The files of a journal's directory: which there are, and that no other user can read them. */
final class JournalFiles {
  static final String METADATA = SingleChronicleQueue.QUEUE_METADATA_FILE;
  static final String LOCK = "append.lock";

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private JournalFiles() {}

  /** Creates the directory, and takes everybody else's rights to it away. */
  static void createPrivate(final Path directory) throws IOException {
    Files.createDirectories(directory);
    if (POSIX) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Takes everybody else's rights to a file away. */
  static void makePrivate(final Path file) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Whether somebody began a journal there. */
  static boolean isJournal(final Path directory) {
    return Files.isRegularFile(directory.resolve(METADATA));
  }

  /** The roll files, oldest first: their names begin with the time they are of. */
  static List<Path> rollFiles(final Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      final List<Path> rollFiles =
          new ArrayList<>(
              files
                  .filter(
                      file -> file.getFileName().toString().endsWith(SingleChronicleQueue.SUFFIX))
                  .toList());
      rollFiles.sort(null);
      return rollFiles;
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
