package io.tollgate.engine.domain.memory;

import org.agrona.MutableDirectBuffer;

/**
 * Where the pages of one table live. A page, once added, keeps its address for the life of the
 * store, so that a {@link Slab} may hold on to it.
 *
 * <p>Used by the engine thread only.
 */
public interface PageStore {
  /**
   * Length of every page.
   *
   * @return bytes, a power of two.
   */
  int pageLength();

  /**
   * How many pages there can ever be.
   *
   * @return 1 or more.
   */
  int maxPages();

  /**
   * How many pages there are.
   *
   * @return 0 to {@link #maxPages()}.
   */
  int pageCount();

  /**
   * A page that was added before, in this life of the store or an earlier one.
   *
   * @param index 0 to {@link #pageCount()} - 1.
   * @return the page.
   */
  MutableDirectBuffer page(int index);

  /**
   * Adds a page of zeros.
   *
   * @return the page, whose index is the old {@link #pageCount()}.
   * @throws IllegalStateException if there are {@link #maxPages()} already.
   */
  MutableDirectBuffer addPage();
}
