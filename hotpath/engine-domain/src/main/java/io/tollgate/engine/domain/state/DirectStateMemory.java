package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.memory.DirectPageStore;
import io.tollgate.engine.domain.memory.PageStore;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.UndoLog;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** State that dies with the process: for replays that are only compared or looked at. */
public final class DirectStateMemory implements StateMemory {
  private static final int PAGE_LENGTH = 1 << 14;
  private static final int UNDO_ENTRIES = 1 << 16;

  private final MutableDirectBuffer undo =
      new UnsafeBuffer(ByteBuffer.allocateDirect(UndoLog.lengthFor(UNDO_ENTRIES)));

  @Override
  public PageStore pages(final Table table, final int capacity) {
    return new DirectPageStore(
        PAGE_LENGTH, Slab.pagesFor(table.recordLength(), capacity, PAGE_LENGTH));
  }

  @Override
  public MutableDirectBuffer undoMemory() {
    return undo;
  }
}
