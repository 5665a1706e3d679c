package io.tollgate.audit.recorder;

import io.tollgate.audit.log.AuditLogException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.agrona.CloseHelper;

/** Held by whoever writes the audit logs: two writers would make two histories of one log. */
final class LogsLock implements AutoCloseable {
  private final FileChannel channel;

  private LogsLock(final FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, which goes with the process.
   *
   * @throws AuditLogException where another writer has it.
   */
  static LogsLock take(final Path directory) {
    FileChannel channel = null;
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      channel =
          FileChannel.open(
              directory.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      final FileLock lock = channel.tryLock();
      if (lock != null) {
        return new LogsLock(channel);
      }
    } catch (final IOException | OverlappingFileLockException e) {
      CloseHelper.quietClose(channel);
      throw new AuditLogException("the audit logs in " + directory + " cannot be locked", e);
    }
    CloseHelper.quietClose(channel);
    throw new AuditLogException("another process writes the audit logs in " + directory);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
