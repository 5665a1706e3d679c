package io.tollgate.journal;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes through all files of a journal as they lie on the disk, without the library that wrote them,
 * and tells sound batches from damage. Needs no lock: of a journal that is being written it sees
 * what was there.
 */
final class JournalWalk {
  /** Hears what is found. */
  interface Visitor {
    /** A batch that is sound and follows on the one before. */
    void onBatch(Path file, BatchView batch);

    /** Something that was never written, or something that is missing. */
    void onProblem(Path file, long offset, String what);

    /** What a killed appender left behind the last batch; never part of the journal. */
    void onRemains(Path file, long offset);
  }

  private static final long PROGRESS_STEP = 16 * 1024 * 1024;
  private static final long UNFINISHED = -1;

  private final Path directory;
  private final Visitor visitor;
  private final JournalProgress progress;
  private final ByteBuffer window = RollFile.newWindow();
  private final BatchView view = new BatchView();
  private final BatchOrder order = new BatchOrder();
  private long totalBytes;
  private long finishedBytes;
  private long toldBytes;

  JournalWalk(final Path directory, final Visitor visitor, final JournalProgress progress) {
    this.directory = directory;
    this.visitor = visitor;
    this.progress = progress;
  }

  void run() {
    final PrunedMark mark = PrunedMark.read(directory);
    order.begin(mark);
    final List<Path> files = JournalFiles.rollFiles(directory);
    int count = files.size();
    while (count > 0 && expectedBytes(files.get(count - 1)) == UNFINISHED) {
      count--;
    }
    for (final Path file : files.subList(0, count)) {
      totalBytes += Math.max(0, expectedBytes(file));
    }
    for (int i = 0; i < count; i++) {
      walk(files.get(i), i == count - 1);
    }
  }

  private long expectedBytes(final Path path) {
    try (RollFile file = RollFile.open(path, window)) {
      return file.isReady() ? file.notedOffset() : UNFINISHED;
    } catch (final DamageException | UncheckedIOException e) {
      return 0;
    }
  }

  private void walk(final Path path, final boolean isLast) {
    long offset = 0;
    try (RollFile file = RollFile.open(path, window)) {
      if (file.isReady()) {
        offset = walkBatches(file, isLast);
      } else {
        visitor.onProblem(path, 0, "was never finished, though another file follows");
      }
    } catch (final DamageException e) {
      visitor.onProblem(path, e.offset(), e.getMessage());
      order.forget();
    }
    finishedBytes += offset;
    progress.onProgress(finishedBytes, totalBytes);
  }

  private long walkBatches(final RollFile file, final boolean isLast) {
    final long noted = file.notedOffset();
    RollFile.Step step = file.next(view);
    while (step == RollFile.Step.BATCH) {
      visitBatch(file);
      tell(file.offset());
      step = file.next(view);
    }
    if (noted > file.batchOffset() && noted != 0) {
      throw file.corrupt(file.offset(), "the batches up to byte " + noted + " are gone");
    }
    if (step == RollFile.Step.END) {
      if (isLast) {
        if (file.hasRemains(file.offset())) {
          visitor.onRemains(file.path(), file.offset());
        }
      } else {
        visitor.onProblem(
            file.path(), file.offset(), "was never closed, though another file follows");
      }
    }
    return file.offset();
  }

  private void visitBatch(final RollFile file) {
    final String defect = view.defect();
    if (defect != null) {
      visitor.onProblem(file.path(), file.batchOffset(), defect);
      order.forget();
      return;
    }
    final String disorder = order.defect(view.batchSequence(), view.firstPosition(), view.timeNs());
    if (disorder == null) {
      visitor.onBatch(file.path(), view);
    } else {
      visitor.onProblem(file.path(), file.batchOffset(), disorder);
    }
    order.follow(view.batchSequence(), view.lastPosition(), view.timeNs());
  }

  private void tell(final long offset) {
    if (finishedBytes + offset - toldBytes >= PROGRESS_STEP) {
      toldBytes = finishedBytes + offset;
      progress.onProgress(toldBytes, totalBytes);
    }
  }
}
