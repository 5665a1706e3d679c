package io.tollgate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal's end, found and checked in the files before Chronicle opens them for appending, and
 * cleared of what a killed appender left half done. Nothing here waits for anybody: the caller
 * holds the journal's lock, so whatever is unfinished will never be finished.
 */
final class JournalTail {
  private static final int CLEAR_STEP = 64 * 1024;

  private final ByteBuffer window = RollFile.newWindow();
  private final BatchView view = new BatchView();
  private final BatchOrder order = new BatchOrder();
  private boolean lastFileClosed;
  private long endOffset;
  private Path lastFile;

  private JournalTail() {
    order.follow(0, 0, 0);
  }

  /**
   * Finds the last batch and makes the place behind it ready for the next one.
   *
   * @throws JournalException where what is there is damaged
   */
  static JournalTail prepare(final Path directory) {
    final JournalTail tail = new JournalTail();
    try {
      final List<Path> files = tail.withoutUnfinished(directory);
      tail.findLastBatch(directory, files);
    } catch (final DamageException e) {
      throw e.toJournalException();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return tail;
  }

  private List<Path> withoutUnfinished(final Path directory) throws IOException {
    final List<Path> files = new ArrayList<>(JournalFiles.rollFiles(directory));
    while (!files.isEmpty()) {
      final Path last = files.get(files.size() - 1);
      try (RollFile file = RollFile.open(last, window)) {
        if (file.isReady()) {
          break;
        }
      }
      Files.move(
          last,
          directory.resolve(last.getFileName() + ".unfinished"),
          StandardCopyOption.REPLACE_EXISTING);
      files.remove(files.size() - 1);
    }
    if (files.isEmpty()) {
      // Written before the first roll file, by somebody who may have been killed meanwhile; it says
      // nothing yet.
      Files.deleteIfExists(directory.resolve(JournalFiles.METADATA));
    }
    return files;
  }

  private void findLastBatch(final Path directory, final List<Path> files) throws IOException {
    for (int i = files.size() - 1; i >= 0; i--) {
      final boolean isLast = i == files.size() - 1;
      if (isLast) {
        lastFile = files.get(i);
      }
      if (walkEnd(files.get(i), isLast)) {
        return;
      }
    }
    final PrunedMark mark = PrunedMark.read(directory);
    order.begin(mark);
  }

  private boolean walkEnd(final Path path, final boolean isLast) throws IOException {
    boolean found = false;
    try (RollFile file = RollFile.open(path, window)) {
      final long noted = file.notedOffset();
      file.moveTo(noted);
      order.forget();
      RollFile.Step step = file.next(view);
      while (step == RollFile.Step.BATCH) {
        check(file);
        found = true;
        step = file.next(view);
      }
      if (noted != 0 && !found) {
        throw file.corrupt(noted, "the last batch is gone");
      }
      if (isLast) {
        lastFileClosed = step == RollFile.Step.CLOSED;
        endOffset = file.offset();
        if (step == RollFile.Step.END && file.hasRemains(file.offset())) {
          clearRemains(path, file.offset(), file.size());
        }
      }
    }
    return found;
  }

  private void check(final RollFile file) {
    final String defect = view.defect();
    if (defect != null) {
      throw file.corrupt(file.batchOffset(), defect);
    }
    final String disorder = order.defect(view.batchSequence(), view.firstPosition(), view.timeNs());
    if (disorder != null) {
      throw file.corrupt(file.batchOffset(), disorder);
    }
    order.follow(view.batchSequence(), view.lastPosition(), view.timeNs());
  }

  /**
   * Chronicle counts on zeros behind the last document: its index pages are laid over them
   * unwritten.
   */
  private static void clearRemains(final Path path, final long from, final long size)
      throws IOException {
    final ByteBuffer zeros = ByteBuffer.allocateDirect(CLEAR_STEP);
    final long to = Math.min(size, from + RollFile.MAX_REMAINS);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long offset = from;
      while (offset < to) {
        zeros.clear().limit((int) Math.min(CLEAR_STEP, to - offset));
        offset += channel.write(zeros, offset);
      }
    }
  }

  /** Sequence of the last batch; 0 where there never was one. */
  long batchSequence() {
    return order.batchSequence();
  }

  /** Position of the last record; 0 where there never was one. */
  long position() {
    return order.position();
  }

  /** Time of the last batch, epoch nanoseconds UTC; 0 where there never was one. */
  long timeNs() {
    return order.timeNs();
  }

  /** The newest roll file, or null where there is none. */
  Path lastFile() {
    return lastFile;
  }

  /** Where the next document goes in the newest roll file, unless it is closed. */
  long endOffset() {
    return endOffset;
  }

  /** Whether the newest roll file takes no more batches. */
  boolean lastFileClosed() {
    return lastFileClosed;
  }
}
