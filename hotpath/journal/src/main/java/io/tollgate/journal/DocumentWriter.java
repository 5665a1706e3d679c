package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.threads.Pauser;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts sealed batches into the Chronicle queue, a document each. For one thread at a time. */
final class DocumentWriter implements AutoCloseable {
  private static final int NO_CYCLE = -1;

  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final RollClock clock;
  private final RollCycle rollCycle;
  private final JournalSpace space;
  private final JournalForce force;
  private final DiskReserve reserve;
  private final UnsafeBuffer document = new UnsafeBuffer(0, 0);
  private int cycle = NO_CYCLE;
  private long cycleEndsMs = Long.MIN_VALUE;
  private int currentCycle = NO_CYCLE;
  private DocumentContext prepared;
  private long lastIndex = -1;
  private long writtenTo;

  private DocumentWriter(
      final SingleChronicleQueue queue,
      final RollClock clock,
      final JournalSpace space,
      final JournalForce force,
      final DiskReserve reserve) {
    this.queue = queue;
    this.clock = clock;
    this.space = space;
    this.force = force;
    this.reserve = reserve;
    rollCycle = queue.rollCycle();
    appender = queue.createAppender();
    // Opened by one thread and used by another, never by two at a time.
    appender.singleThreadedCheckDisabled(true);
  }

  /** Opens the queue behind a prepared tail. */
  static DocumentWriter open(final JournalContext context, final JournalTail tail)
      throws IOException {
    final JournalSpace space = new JournalSpace(context.usableBytes(), context.minFreeBytes());
    if (space.isLow() && !JournalFiles.isJournal(context.directory())) {
      throw new JournalException(
          Kind.DISK_FULL, "only " + space.usableBytes() + " bytes are left to begin the journal");
    }
    final RollClock clock = new RollClock();
    final SingleChronicleQueue queue = JournalQueues.forAppending(context, clock);
    try {
      clock.floorMs(floorMs(queue, tail));
      clock.timeNs(tail.timeNs());
      releaseLock(queue);
      final List<Path> files = JournalFiles.rollFiles(context.directory());
      JournalFiles.makePrivate(context.directory().resolve(JournalFiles.METADATA));
      final List<File> newest =
          files.subList(Math.max(0, files.size() - 2), files.size()).stream()
              .map(Path::toFile)
              .toList();
      final JournalForce force =
          new JournalForce(
              context.directory(),
              context.syncPolicy() != SyncPolicy.NONE,
              newest,
              tail.position());
      final DiskReserve reserve = new DiskReserve(context.directory(), queue, space.isLow());
      if (tail.lastFile() != null && !tail.lastFileClosed()) {
        reserve.start(queue.lastCycle(), tail.endOffset());
      }
      return new DocumentWriter(queue, clock, space, force, reserve);
    } catch (final IOException | RuntimeException e) {
      queue.close();
      throw e;
    }
  }

  /**
   * A closed file takes no more batches, even where the engine's time is still of its hour: whoever
   * closed it may have been killed before the next one had a batch, or before there was a next one.
   */
  private static long floorMs(final SingleChronicleQueue queue, final JournalTail tail) {
    if (tail.lastFile() == null) {
      return 0;
    }
    final long openCycle = queue.lastCycle() + (tail.lastFileClosed() ? 1L : 0L);
    return openCycle * queue.rollCycle().lengthInMillis() + queue.epoch();
  }

  /**
   * A lock left by a killed process stays where its process id is in use again; the journal's own
   * lock says who is.
   */
  private static void releaseLock(final SingleChronicleQueue queue) {
    try (TableStoreWriteLock lock =
        new TableStoreWriteLock(queue.metaStore(), Pauser::balanced, 0L)) {
      lock.forceUnlock();
    }
  }

  /**
   * Writes a batch.
   *
   * @throws JournalException DISK_FULL, UNAVAILABLE or REFUSED where nothing was written, FAILED
   *     where that is not known
   */
  void write(final JournalBatch batch) {
    clock.timeNs(batch.timeNs());
    final int batchCycle = cycleNow();
    if (cycle == batchCycle
        && rollCycle.toSequenceNumber(lastIndex) + 2 >= rollCycle.maxMessagesPerCycle()) {
      throw new JournalException(Kind.REFUSED, "the roll file is full until the next one begins");
    }
    reserve.ensure(batchCycle, batch.length());
    final DocumentContext context = begin(batchCycle);
    boolean isCopied = false;
    try {
      copy(batch, context.wire().bytes());
      isCopied = true;
    } finally {
      if (!isCopied) {
        context.rollbackOnClose();
      }
      commit(context);
    }
    lastIndex = appender.lastIndexAppended();
    reserve.onWritten(writtenTo);
    noteRoll();
  }

  /**
   * Begins the next document, which leaves no trace in the file: Chronicle writes the header last.
   */
  void prepare() {
    if (prepared == null) {
      try {
        prepared = appender.writingDocument();
      } catch (final RuntimeException e) {
        // The next append tries again, and says what is wrong.
        prepared = null;
      }
    }
  }

  /** Time never goes back, so the cycle needs to be worked out only where one is over. */
  private int cycleNow() {
    if (clock.currentTimeMillis() >= cycleEndsMs) {
      currentCycle = queue.cycle();
      cycleEndsMs = (currentCycle + 1L) * rollCycle.lengthInMillis() + queue.epoch();
    }
    return currentCycle;
  }

  private DocumentContext begin(final int batchCycle) {
    try {
      final DocumentContext begun = prepared;
      prepared = null;
      if (begun != null) {
        if (batchCycle == cycle) {
          return begun;
        }
        giveUp(begun);
      }
      return appender.writingDocument();
    } catch (final RuntimeException e) {
      throw new JournalException(Kind.UNAVAILABLE, "no document could be begun", e);
    }
  }

  private static void giveUp(final DocumentContext begun) {
    begun.rollbackOnClose();
    begun.close();
  }

  private void copy(final JournalBatch batch, final Bytes<?> bytes) {
    final int length = batch.length();
    final long at = bytes.writePosition();
    document.wrap(bytes.addressForWrite(at), length);
    document.putBytes(0, batch.sealedBuffer(), 0, length);
    bytes.writePosition(at + length);
    writtenTo = at + length;
  }

  private static void commit(final DocumentContext context) {
    try {
      context.close();
    } catch (final RuntimeException e) {
      throw new JournalException(Kind.FAILED, "a document could not be ended", e);
    }
  }

  private void noteRoll() {
    final int nowCycle = rollCycle.toCycle(lastIndex);
    if (nowCycle != cycle) {
      cycle = nowCycle;
      final File file = appender.currentFile();
      force.onRolled(file);
      try {
        JournalFiles.makePrivate(file.toPath());
      } catch (final IOException e) {
        throw new JournalException(Kind.FAILED, file.getName() + " cannot be kept private", e);
      }
    }
  }

  long lastIndex() {
    return lastIndex;
  }

  JournalSpace space() {
    return space;
  }

  JournalForce force() {
    return force;
  }

  DiskReserve reserve() {
    return reserve;
  }

  void refreshFiles() {
    queue.refreshDirectoryListing();
  }

  @Override
  public void close() {
    if (prepared != null) {
      giveUp(prepared);
      prepared = null;
    }
    appender.close();
    queue.close();
    reserve.close();
  }
}
