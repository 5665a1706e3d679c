package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.memory.PageStore;
import org.agrona.MutableDirectBuffer;

/** Where the state lives. */
public interface StateMemory {
  /**
   * The pages of a table.
   *
   * @param table whose records they hold.
   * @param capacity records that must fit.
   * @return a store, new or as an earlier life left it.
   */
  PageStore pages(Table table, int capacity);

  /** Memory for the undo log, as an earlier life left it; all zero when new. */
  MutableDirectBuffer undoMemory();
}
