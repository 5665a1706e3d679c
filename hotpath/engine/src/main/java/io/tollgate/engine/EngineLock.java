package io.tollgate.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a data directory for one engine. The operating system gives the lock back when the process
 * dies, however it dies.
 */
public final class EngineLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private EngineLock(final FileChannel channel, final FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param file to lock; made if it is missing.
   * @return the lock, held until it is closed.
   * @throws EngineException if another engine holds it; the message names its process id.
   */
  public static EngineLock acquire(final Path file) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      final FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new EngineException(
            "another engine, process "
                + holder(file)
                + ", runs on this data directory (it holds "
                + file
                + "); stop it first");
      }
      channel.truncate(0);
      final String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new EngineLock(channel, lock);
    } catch (final IOException e) {
      closeQuietly(channel, e);
      throw new EngineException("cannot lock " + file + ": " + e, e);
    }
  }

  private static FileLock tryLock(final FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (final OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(final Path file) throws IOException {
    final String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
    return pid.isEmpty() ? "of unknown id" : pid;
  }

  private static void closeQuietly(final FileChannel channel, final IOException cause) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (final IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (final IOException e) {
      throw new EngineException("cannot release the engine's lock: " + e, e);
    }
  }
}
