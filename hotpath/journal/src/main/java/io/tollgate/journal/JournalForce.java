package io.tollgate.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Forces what was appended to the disk. The appending thread says what it appended and where;
 * whichever thread the sync policy names forces. It forces through a descriptor of its own, not
 * through the queue's mapping, so that neither thread has to wait for the other.
 */
final class JournalForce implements AutoCloseable {
  private final Path directory;
  private final boolean isForcing;
  private final ConcurrentLinkedQueue<File> rolled = new ConcurrentLinkedQueue<>();
  private volatile File currentFile;
  private final AtomicLong appendedPosition = new AtomicLong();
  private volatile long forcedPosition;
  private File openFile;
  private RandomAccessFile open;

  /**
   * @param directory of the files
   * @param isForcing whether anybody will ever force; otherwise files are not remembered
   * @param newest files that whoever wrote them may have left unforced, oldest first
   * @param position the last one in the journal
   */
  JournalForce(
      final Path directory, final boolean isForcing, final List<File> newest, final long position) {
    this.directory = directory;
    this.isForcing = isForcing;
    newest.forEach(this::onRolled);
    appendedPosition.set(position);
  }

  /**
   * Called by the appending thread when it goes on in another file, before it says what it appended
   * there.
   */
  void onRolled(final File file) {
    final File before = currentFile;
    if (before != null && isForcing) {
      rolled.add(before);
    }
    currentFile = file;
  }

  /** Called by the appending thread after each append. */
  void onAppended(final long position) {
    // Released, not fenced: whoever sees the position sees what was written before it.
    appendedPosition.setRelease(position);
  }

  /** Returns when everything appended before the call is on the disk. One thread at a time. */
  void force() throws IOException {
    final long position = appendedPosition.getAcquire();
    if (position == forcedPosition) {
      return;
    }
    for (File file = rolled.poll(); file != null; file = rolled.poll()) {
      // Retention may have removed it meanwhile, which needs no forcing.
      if (file.exists()) {
        use(file);
        open.getFD().sync();
      }
    }
    use(currentFile);
    open.getFD().sync();
    forcedPosition = position;
  }

  private void use(final File file) throws IOException {
    if (file.equals(openFile)) {
      return;
    }
    close();
    open = new RandomAccessFile(file, "r");
    openFile = file;
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The last position known to be on the disk; 0 where none is yet. For any thread. */
  long forcedPosition() {
    return forcedPosition;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
      openFile = null;
    }
  }
}
