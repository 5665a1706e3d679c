package io.tollgate.support.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second process off a database's files. The system lets go of it when its process dies.
 */
final class OwnerLock implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(OwnerLock.class);

  private final FileChannel channel;

  private OwnerLock(final FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws PostgresException where another has it.
   */
  static OwnerLock take(final Path directory) throws IOException {
    final FileChannel channel =
        FileChannel.open(
            directory.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      throw new PostgresException("another process uses the database in " + directory);
    }
    return new OwnerLock(channel);
  }

  private static boolean isTaken(final FileChannel channel) throws IOException {
    try {
      final FileLock lock = channel.tryLock();
      return lock != null;
    } catch (final OverlappingFileLockException ex) {
      LOGGER.debug("this process has the lock already", ex);
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException ex) {
      LOGGER.warn("cannot close the database's lock", ex);
    }
  }
}
