package io.tollgate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.posix.PosixAPI;

/**
 * One roll file, of which the disk has set room aside up to some byte, so that no write before it
 * can fault. Any thread may extend it; one thread closes it, when nobody extends it any more.
 *
 * <p>The file's size is Chronicle's alone: it looks at the size, and then sets it. Were the file
 * made longer in between, that would cut off, and give back, what was just set aside.
 */
final class ReservedFile implements AutoCloseable {
  private static final long PAGE = 4096;
  private static final int KEEP_SIZE = 1;
  private static final int PUNCH_HOLE = 2;

  /** Linux; Chronicle's own constant of the name has another value. */
  private static final int SEEK_END = 2;

  /** Linux: to read and write, and not for the programs that this one starts. */
  private static final int OPEN_FLAGS = 0x2 | 0x80000;

  private final PosixAPI posix;
  private final int descriptor;
  private volatile long end;

  private ReservedFile(final PosixAPI posix, final int descriptor, final long end) {
    this.posix = posix;
    this.descriptor = descriptor;
    this.end = end;
  }

  /**
   * Opens a file, and makes it, for this user alone, where it is missing.
   *
   * @param start before which nothing will be written any more
   */
  static ReservedFile open(final Path path, final long start) throws IOException {
    if (!Files.exists(path)) {
      Files.createFile(path);
      JournalFiles.makePrivate(path);
    }
    final PosixAPI posix = PosixAPI.posix();
    final int descriptor = posix.open(path.toString(), OPEN_FLAGS, 0);
    if (descriptor < 0) {
      throw new IOException(path + " cannot be opened: " + posix.lastErrorStr());
    }
    return new ReservedFile(posix, descriptor, start & -PAGE);
  }

  /** Before this byte no write can fault. */
  long end() {
    return end;
  }

  /**
   * Sets room aside up to a byte. One thread at a time, because the kernel, where it has too
   * little, also takes back what another call has just been given in the same range.
   *
   * @return whether there was room, and the file system can do so at all: it does not say which
   */
  synchronized boolean extendTo(final long byteOffset) {
    final long newEnd = (byteOffset + PAGE - 1) & -PAGE;
    final long from = end;
    if (newEnd > from) {
      if (posix.fallocate(descriptor, KEEP_SIZE, from, newEnd - from) != 0) {
        return false;
      }
      end = newEnd;
    }
    return true;
  }

  /**
   * Gives back what was set aside and not needed. Nobody may be about to make the file longer.
   *
   * @param written behind which nothing was written
   * @param spare bytes behind it to keep
   */
  void giveBackFrom(final long written, final long spare) {
    final long used = (written + spare + PAGE - 1) & -PAGE;
    if (end > used) {
      // Where it fails, some room stays set aside, which harms nobody.
      posix.fallocate(descriptor, PUNCH_HOLE | KEEP_SIZE, used, end - used);
      giveBackBehindSize(written);
      end = used;
    }
  }

  /** Some file systems give back what is behind a file's size only when that size is set. */
  private void giveBackBehindSize(final long written) {
    final long size = posix.lseek(descriptor, 0, SEEK_END);
    if (size >= written) {
      posix.ftruncate(descriptor, size);
    }
  }

  @Override
  public void close() {
    posix.close(descriptor);
  }
}
