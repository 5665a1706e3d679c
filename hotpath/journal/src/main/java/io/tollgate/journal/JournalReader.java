package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.nio.file.Path;
import java.util.Objects;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.agrona.CloseHelper;

/**
 * Follows a journal, from any process and while it is being written. It opens the files for reading
 * only, takes no lock and never waits. Every batch is checked before its first record is delivered:
 * checksum, frames, schema, and that sequence, position and time follow on the batch before. For
 * one thread.
 */
public final class JournalReader implements AutoCloseable {
  private final Path directory;
  private final SingleChronicleQueue queue;
  private final DocumentReader documents;
  private final BatchView view = new BatchView();
  private final BatchOrder order = new BatchOrder();
  private long position;
  private long index = -1;
  private JournalException damage;

  private JournalReader(final Path directory, final SingleChronicleQueue queue) {
    this.directory = directory;
    this.queue = queue;
    documents = new DocumentReader(queue);
    toStart();
  }

  /**
   * Opens a journal in front of its first record.
   *
   * @throws JournalException MISSING where there is none, UNAVAILABLE where its files cannot be
   *     opened
   */
  public static JournalReader open(final Path directory) {
    if (!JournalFiles.isJournal(directory)) {
      throw new JournalException(Kind.MISSING, "there is no journal in " + directory);
    }
    SingleChronicleQueue queue = null;
    try {
      queue =
          JournalQueues.forReading(
              directory, RollCycles.FAST_HOURLY, JournalContext.DEFAULT_BLOCK_SIZE_BYTES);
      return new JournalReader(directory, queue);
    } catch (final JournalException e) {
      CloseHelper.quietClose(queue);
      throw e;
    } catch (final RuntimeException e) {
      CloseHelper.quietClose(queue);
      throw new JournalException(
          Kind.UNAVAILABLE, "the journal in " + directory + " cannot be opened", e);
    }
  }

  /**
   * Delivers the records of the next batch, if there is one. Where the handler throws, the record
   * it threw on comes first in the next poll.
   *
   * @return whether there was a batch
   * @throws JournalException CORRUPT where the batch is damaged; every later poll throws the same,
   *     until a move
   */
  public boolean poll(final RecordHandler handler) {
    Objects.requireNonNull(handler, "handler");
    if (!readNext()) {
      return false;
    }
    final long from = position + 1;
    boolean isDone = false;
    try {
      view.forEach(from, handler);
      isDone = true;
    } finally {
      position = Math.max(position, view.deliveredPosition());
      if (!isDone) {
        documents.moveTo(index);
        order.forget();
      }
    }
    return true;
  }

  private boolean readNext() {
    if (damage != null) {
      throw damage;
    }
    if (!documents.next(view)) {
      return false;
    }
    index = documents.index();
    final String defect = view.defect();
    final String disorder =
        defect != null
            ? defect
            : order.defect(view.batchSequence(), view.firstPosition(), view.timeNs());
    if (disorder != null) {
      damage = damaged(disorder);
      throw damage;
    }
    order.follow(view.batchSequence(), view.lastPosition(), view.timeNs());
    return true;
  }

  private JournalException damaged(final String what) {
    return new JournalException(
        Kind.CORRUPT,
        documents.fileName()
            + ", index "
            + Long.toHexString(index)
            + ", after position "
            + position
            + ": "
            + what);
  }

  /** Goes in front of the first record that retention has left. */
  public void toStart() {
    damage = null;
    documents.toStart();
    final PrunedMark mark = PrunedMark.read(directory);
    order.begin(mark);
    position = mark.position();
    index = -1;
  }

  /**
   * Goes to a position, so that the next record delivered is the first not before it. Finds it by
   * bisection, without reading what lies between.
   *
   * @param position at least 1 and at most one past the last record's
   * @throws JournalException PRUNED where retention removed it, BEYOND_END where it is further than
   *     one past the end, CORRUPT where a batch looked at on the way is damaged
   */
  public void moveTo(final long position) {
    moveTo(position, -1);
  }

  /**
   * The same, trying first where a consumer says it was.
   *
   * @param position as above
   * @param indexHint what {@link #index()} said when the record before it had been delivered; a
   *     wrong one costs time only
   */
  public void moveTo(final long position, final long indexHint) {
    if (position < 1) {
      throw new IllegalArgumentException("position must be at least 1, not " + position);
    }
    damage = null;
    final PositionSearch search = new PositionSearch(queue, documents, view);
    if (!search.find(position, indexHint)) {
      moveInFrontOfAll(position);
      return;
    }
    if (view.lastPosition() >= position) {
      documents.moveTo(documents.index());
      order.forget();
    } else {
      order.follow(view.batchSequence(), view.lastPosition(), view.timeNs());
    }
    this.position = position - 1;
    index = search.index();
  }

  private void moveInFrontOfAll(final long position) {
    toStart();
    if (position <= this.position) {
      throw new JournalException(
          Kind.PRUNED,
          "position " + position + " was removed; the journal begins after " + this.position);
    }
    if (position > this.position + 1) {
      throw beyondEnd(position, this.position);
    }
  }

  static JournalException beyondEnd(final long position, final long lastPosition) {
    return new JournalException(
        Kind.BEYOND_END,
        "position " + position + " is beyond the journal's end at " + lastPosition);
  }

  /** Position of the record delivered last, or in front of the next one after a move. */
  public long position() {
    return position;
  }

  /**
   * Chronicle index of the batch read last, to be stored beside {@link #position()} as a hint; -1
   * for none.
   */
  public long index() {
    return index;
  }

  /** Sequence of the batch read last; 0 for none. */
  public long batchSequence() {
    return order.batchSequence();
  }

  @Override
  public void close() {
    documents.close();
    queue.close();
  }
}
