package io.tollgate.secrets;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** Lets one at a time change how the secrets of a directory are sealed, in whatever process. */
final class DirectoryLock {
  private DirectoryLock() {}

  static synchronized <T> T whileLocked(final Path directory, final Supplier<T> work) {
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new SecretException("the lock of " + directory + " was lost");
      }
      return work.get();
    } catch (final IOException e) {
      throw new SecretException("cannot lock the secrets in " + directory, e);
    }
  }
}
