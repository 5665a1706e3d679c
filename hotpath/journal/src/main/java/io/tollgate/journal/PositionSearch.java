package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * Finds the last batch that begins at a position or before it: by bisection over the roll files,
 * then over the documents of one. Afterwards that batch is in the view and the documents go on
 * behind it.
 */
final class PositionSearch {
  private static final int NO_CYCLE = -1;

  private final SingleChronicleQueue queue;
  private final DocumentReader documents;
  private final BatchView view;
  private final RollCycle rollCycle;
  private long index = -1;

  PositionSearch(
      final SingleChronicleQueue queue, final DocumentReader documents, final BatchView view) {
    this.queue = queue;
    this.documents = documents;
    this.view = view;
    rollCycle = queue.rollCycle();
  }

  /**
   * Finds it.
   *
   * @param position to look for
   * @param indexHint where to look first; -1 for nowhere
   * @return whether there is a batch that begins there or before
   * @throws JournalException BEYOND_END where the position is further than one past the last batch
   */
  boolean find(final long position, final long indexHint) {
    if (indexHint >= 0 && isInReachOf(position, indexHint)) {
      return true;
    }
    final int cycle = lastCycleBeginningBy(position);
    if (cycle == NO_CYCLE) {
      return false;
    }
    read(lastDocumentBeginningBy(position, cycle));
    if (position > view.lastPosition() + 1) {
      throw JournalReader.beyondEnd(position, view.lastPosition());
    }
    return true;
  }

  private boolean isInReachOf(final long position, final long hint) {
    if (!tryRead(hint) || view.defect() != null) {
      return false;
    }
    return view.firstPosition() <= position && position <= view.lastPosition() + 1;
  }

  private int lastCycleBeginningBy(final long position) {
    final List<Integer> cycles = cycles();
    int low = 0;
    int high = cycles.size() - 1;
    int found = NO_CYCLE;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      // A file may be without a batch, where its appender was killed before the first; the one
      // before then decides.
      while (middle >= low && !tryRead(rollCycle.toIndex(cycles.get(middle), 0))) {
        middle--;
      }
      if (middle < low) {
        low = ((low + high) >>> 1) + 1;
      } else if (firstPositionRead() <= position) {
        found = cycles.get(middle);
        low = ((low + high) >>> 1) + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  private List<Integer> cycles() {
    final List<Integer> cycles = new ArrayList<>();
    final int first = queue.firstCycle();
    final int last = queue.lastCycle();
    if (first <= last) {
      for (final long cycle : queue.listCyclesBetween(first, last)) {
        cycles.add(Math.toIntExact(cycle));
      }
    }
    return cycles;
  }

  /**
   * Bisects the documents that Chronicle has an index entry for, then walks on from the one found.
   */
  private long lastDocumentBeginningBy(final long position, final int cycle) {
    final int spacing = rollCycle.defaultIndexSpacing();
    long low = 0;
    long high = (documents.countIn(cycle) - 1) / spacing;
    while (low < high) {
      final long middle = (low + high + 1) >>> 1;
      read(rollCycle.toIndex(cycle, middle * spacing));
      if (view.firstPosition() <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    long found = rollCycle.toIndex(cycle, low * spacing);
    read(found);
    while (view.lastPosition() < position && documents.next(view)) {
      checkedRead();
      if (view.firstPosition() <= position) {
        found = documents.index();
      }
    }
    return found;
  }

  private void read(final long documentIndex) {
    if (!tryRead(documentIndex)) {
      throw new JournalException(
          Kind.CORRUPT,
          documents.fileName() + ", index " + Long.toHexString(documentIndex) + " cannot be found");
    }
    checkedRead();
  }

  private boolean tryRead(final long documentIndex) {
    final boolean isThere = documents.moveTo(documentIndex) && documents.next(view);
    index = documents.index();
    return isThere && index == documentIndex;
  }

  private long firstPositionRead() {
    checkedRead();
    return view.firstPosition();
  }

  private void checkedRead() {
    final String defect = view.defect();
    if (defect != null) {
      throw new JournalException(
          Kind.CORRUPT,
          documents.fileName() + ", index " + Long.toHexString(index) + ": " + defect);
    }
  }

  /** Chronicle index of the batch found. */
  long index() {
    return index;
  }
}
