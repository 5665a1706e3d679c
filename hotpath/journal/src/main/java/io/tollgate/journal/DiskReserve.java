package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets room aside on the disk in front of the appender. A write into a mapped page for which there
 * is no room is a fault that the JVM reports late, when another batch may have been answered
 * already; here it becomes a refusal before anything is written. The journal's thread keeps a few
 * megabytes ahead; the appending thread sets room aside itself only at a new file, or where it is
 * faster than that.
 */
final class DiskReserve implements AutoCloseable {
  /** How far ahead the journal's thread keeps. */
  static final long AHEAD = 8L * 1024 * 1024;

  private static final Logger LOGGER = LoggerFactory.getLogger(DiskReserve.class);
  private static final long STEP = 512 * 1024;
  private static final long PAGE = 4096;
  private static final int NO_CYCLE = -1;

  /** A file that takes no more batches, and where it ends. */
  private record Finished(ReservedFile file, long used) {}

  private final Path directory;
  private final RollCycle rollCycle;
  private final long epochMs;
  private final long chronicleBytes;
  private final DateTimeFormatter names;
  private final Queue<Finished> left = new ArrayDeque<>();
  private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
  private final AtomicLong writtenTo = new AtomicLong();
  private volatile ReservedFile current;
  private final boolean isSupported;
  private int cycle = NO_CYCLE;

  /**
   * @param directory of the journal
   * @param queue its queue
   * @param isLow whether there is little room now, so that a failed probe does not say that none
   *     can be set aside
   */
  DiskReserve(final Path directory, final SingleChronicleQueue queue, final boolean isLow)
      throws IOException {
    this.directory = directory;
    rollCycle = queue.rollCycle();
    epochMs = queue.epoch();
    // What Chronicle may write besides: the file's header, and an index page before and behind a
    // document.
    chronicleBytes = 2 * PAGE + 2L * (queue.indexCount() * (long) Long.BYTES + PAGE);
    names = DateTimeFormatter.ofPattern(rollCycle.format()).withZone(ZoneOffset.UTC);
    isSupported = canSetAside(directory) || isLow;
    if (!isSupported) {
      LOGGER.warn(
          "{} cannot set room aside for the journal; the room left is only looked at now and then",
          directory);
    }
  }

  private static boolean canSetAside(final Path directory) throws IOException {
    final Path probe = directory.resolve("room.probe");
    try (ReservedFile file = ReservedFile.open(probe, 0)) {
      return file.extendTo(PAGE);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /**
   * Goes on with a file.
   *
   * @param newCycle of the file
   * @param offset where its next document goes
   */
  void start(final int newCycle, final long offset) throws IOException {
    final ReservedFile file = ReservedFile.open(pathOf(newCycle), offset);
    writtenTo.set(offset);
    current = file;
    cycle = newCycle;
  }

  private Path pathOf(final int ofCycle) {
    final long startMs = (long) ofCycle * rollCycle.lengthInMillis() + epochMs;
    return directory.resolve(
        names.format(Instant.ofEpochMilli(startMs)) + SingleChronicleQueue.SUFFIX);
  }

  /**
   * Makes sure that a batch can be written. Called by the appending thread.
   *
   * @param ofCycle of the file it goes into
   * @param length of the batch
   * @throws JournalException DISK_FULL or UNAVAILABLE where it cannot; nothing was written then
   */
  void ensure(final int ofCycle, final int length) {
    if (!isSupported) {
      return;
    }
    if (ofCycle != cycle) {
      roll(ofCycle);
    }
    final long needed = writtenTo.getPlain() + length + chronicleBytes;
    final ReservedFile file = current;
    if (needed > file.end() && !file.extendTo(needed + STEP) && !file.extendTo(needed)) {
      throw new JournalException(Kind.DISK_FULL, "the disk has no room for the next batch");
    }
  }

  private void roll(final int toCycle) {
    final ReservedFile last = current;
    final long used = writtenTo.getPlain();
    try {
      start(toCycle, 0);
    } catch (final IOException e) {
      throw new JournalException(Kind.UNAVAILABLE, "the next roll file cannot be made", e);
    }
    if (last != null) {
      left.add(new Finished(last, used));
    }
  }

  /** Notes how far the file has been written. Called by the appending thread. */
  void onWritten(final long offset) {
    writtenTo.setRelease(offset);
    if (!left.isEmpty()) {
      finishLeft();
    }
  }

  /** Only now has Chronicle ended the files before, and may have made them longer for that. */
  private void finishLeft() {
    finished.addAll(left);
    left.clear();
  }

  /**
   * Keeps ahead of the appending thread, and gives back what finished files did not need. Called by
   * the journal's thread.
   */
  void keepAhead() {
    giveBackFinished();
    // The file before the offset: an offset of a newer file asks too little of an older one, never
    // too much.
    final ReservedFile file = current;
    final long written = writtenTo.getAcquire();
    if (file != null && isSupported && written > 0 && file.end() - written < AHEAD / 2) {
      extendAhead(file, written + AHEAD);
    }
  }

  /** In short steps, because the appending thread may have to wait for one. */
  private static void extendAhead(final ReservedFile file, final long end) {
    boolean isRoom = true;
    while (isRoom && file.end() < end) {
      isRoom = file.extendTo(Math.min(end, file.end() + STEP));
    }
  }

  private void giveBackFinished() {
    for (Finished done = finished.poll(); done != null; done = finished.poll()) {
      giveBack(done.file(), done.used());
    }
  }

  private void giveBack(final ReservedFile file, final long used) {
    file.giveBackFrom(used, chronicleBytes);
    file.close();
  }

  /** Gives back what was not needed. Called when no thread uses it any more. */
  @Override
  public void close() {
    finishLeft();
    giveBackFinished();
    final ReservedFile file = current;
    if (file != null) {
      current = null;
      giveBack(file, writtenTo.get());
    }
  }
}
