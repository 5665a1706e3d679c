package io.tollgate.engine.domain.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Pages in direct memory that die with the process: for a replay that is only compared or looked
 * at.
 */
public final class DirectPageStore implements PageStore {
  private final int pageLength;
  private final int maxPages;
  private final List<MutableDirectBuffer> pages = new ArrayList<>();

  /**
   * An empty store.
   *
   * @param pageLength bytes, a power of two.
   * @param maxPages 1 or more.
   */
  public DirectPageStore(final int pageLength, final int maxPages) {
    this.pageLength = pageLength;
    this.maxPages = maxPages;
  }

  @Override
  public int pageLength() {
    return pageLength;
  }

  @Override
  public int maxPages() {
    return maxPages;
  }

  @Override
  public int pageCount() {
    return pages.size();
  }

  @Override
  public MutableDirectBuffer page(final int index) {
    return pages.get(index);
  }

  @Override
  public MutableDirectBuffer addPage() {
    if (pages.size() == maxPages) {
      throw new IllegalStateException("all " + maxPages + " pages are in use");
    }
    final MutableDirectBuffer page = new UnsafeBuffer(ByteBuffer.allocateDirect(pageLength));
    pages.add(page);
    return page;
  }
}
