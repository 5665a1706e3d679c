package io.tollgate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Held by the one appender of a journal; the operating system gives it back however the process
 * ends.
 */
final class JournalLock implements AutoCloseable {
  private final FileChannel channel;

  private JournalLock(final FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws JournalException of kind LOCKED where somebody has it
   */
  static JournalLock take(final Path directory) throws IOException {
    final Path path = directory.resolve(JournalFiles.LOCK);
    final FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    JournalFiles.makePrivate(path);
    if (tryLock(channel) == null) {
      channel.close();
      throw new JournalException(
          JournalException.Kind.LOCKED,
          "the journal in " + directory + " is open for appending already");
    }
    return new JournalLock(channel);
  }

  private static FileLock tryLock(final FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (final OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
