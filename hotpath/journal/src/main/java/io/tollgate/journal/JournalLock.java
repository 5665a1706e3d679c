package io.tollgate.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.CloseHelper;

/**
 * Held by the one appender of a journal; the operating system gives it back however the process
 * ends.
 */
final class JournalLock implements AutoCloseable {
  /**
   * Directories locked by this process. Asked first, because a process loses its lock on a file
   * when it closes any descriptor of it, also one that it opened in vain.
   */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private JournalLock(final Path directory, final FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws JournalException of kind LOCKED where somebody has it
   */
  static JournalLock take(final Path directory) throws IOException {
    final Path realDirectory = directory.toRealPath();
    if (!TAKEN.add(realDirectory)) {
      throw locked(directory);
    }
    FileChannel channel = null;
    boolean isTaken = false;
    try {
      final Path path = directory.resolve(JournalFiles.LOCK);
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      JournalFiles.makePrivate(path);
      isTaken = channel.tryLock() != null;
      if (!isTaken) {
        throw locked(directory);
      }
      return new JournalLock(realDirectory, channel);
    } finally {
      if (!isTaken) {
        CloseHelper.quietClose(channel);
        TAKEN.remove(realDirectory);
      }
    }
  }

  private static JournalException locked(final Path directory) {
    return new JournalException(
        JournalException.Kind.LOCKED,
        "the journal in " + directory + " is open for appending already");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      TAKEN.remove(directory);
    }
  }
}
