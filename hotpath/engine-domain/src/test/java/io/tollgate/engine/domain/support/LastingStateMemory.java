package io.tollgate.engine.domain.support;

import io.tollgate.engine.domain.memory.DirectPageStore;
import io.tollgate.engine.domain.memory.PageStore;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.UndoLog;
import io.tollgate.engine.domain.state.StateMemory;
import io.tollgate.engine.domain.state.Table;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory that outlives the states opened over it, as mapped files outlive a process. A kill can be
 * planned between any two words that a batch changes.
 */
public final class LastingStateMemory implements StateMemory {
  /** Nobody planned a kill. */
  public static final int NEVER = -1;

  private static final int PAGE_LENGTH = 1 << 12;
  private static final int UNDO_ENTRIES = 1 << 14;
  private static final int UNDO_COUNT_OFFSET = 16;

  private final Map<Table, PageStore> stores = new EnumMap<>(Table.class);
  private final UndoMemory undo = new UndoMemory(UNDO_ENTRIES);

  @Override
  public PageStore pages(final Table table, final int capacity) {
    return stores.computeIfAbsent(
        table,
        key ->
            new DirectPageStore(
                PAGE_LENGTH, Slab.pagesFor(table.recordLength(), capacity, PAGE_LENGTH)));
  }

  @Override
  public MutableDirectBuffer undoMemory() {
    return undo;
  }

  /**
   * Plans a kill.
   *
   * @param words that may still be saved before it; {@link #NEVER} for no kill.
   */
  public void killAfterWords(final int words) {
    undo.wordsLeft = words;
  }

  /** What the killed process would not have lived to see. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed as planned");
    }
  }

  private static final class UndoMemory extends UnsafeBuffer {
    private int wordsLeft = NEVER;

    UndoMemory(final int entries) {
      super(ByteBuffer.allocateDirect(UndoLog.lengthFor(entries)));
    }

    @Override
    public void putLong(final int index, final long value) {
      if (index == UNDO_COUNT_OFFSET && value != 0 && wordsLeft != NEVER && wordsLeft-- == 0) {
        throw new Killed();
      }
      super.putLong(index, value);
    }
  }
}
