package io.tollgate.engine.infra.state;

import io.tollgate.engine.domain.memory.PageStore;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.agrona.CloseHelper;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Pages of one table in a persisted Chronicle Map, from page number to page. Each entry's off-heap
 * address is looked up once and kept, which is sound because entries of constant size never move
 * and the map never grows another tier. After opening, the map itself is used by {@link #addPage()}
 * only; reading and writing a page is plain memory access that allocates nothing.
 *
 * <p>The file is sparse: a page takes room on the disk when it is added, all of it at once. A full
 * disk would then be a fault that kills the process, so whoever may add pages asks the journal's
 * space guard first, which closes long before.
 *
 * <p>Used by one thread.
 */
final class ChroniclePageStore implements PageStore, AutoCloseable {
  private static final int CACHE_LINE_LENGTH = 64;

  private final ChronicleMap<Integer, byte[]> map;
  private final MapGuard guard;
  private final byte[] emptyPage;
  private final MutableDirectBuffer[] pages;
  private int pageCount;

  private ChroniclePageStore(
      final ChronicleMap<Integer, byte[]> map,
      final MapGuard guard,
      final int pageLength,
      final int maxPages) {
    this.map = map;
    this.guard = guard;
    this.emptyPage = new byte[pageLength];
    this.pages = new MutableDirectBuffer[maxPages];
  }

  /**
   * Opens or makes a store.
   *
   * @param file of the map.
   * @param name of the table.
   * @param pageLength bytes, a power of two.
   * @param maxPages how many pages there can ever be.
   * @param guard marks the times in which a kill leaves the map unusable.
   * @return the store with all pages that it had.
   * @throws UnusableStateException if the file is not such a map, or not whole.
   */
  static ChroniclePageStore open(
      final File file,
      final String name,
      final int pageLength,
      final int maxPages,
      final MapGuard guard) {
    MapFile.requireUsable(file);
    ChronicleMap<Integer, byte[]> map = null;
    try {
      map = builder(name, pageLength, maxPages).createPersistedTo(file);
      final ChroniclePageStore store = new ChroniclePageStore(map, guard, pageLength, maxPages);
      store.pinAll();
      return store;
    } catch (final UnusableStateException e) {
      CloseHelper.close(map);
      throw e;
    } catch (final IOException | RuntimeException e) {
      CloseHelper.close(map);
      throw new UnusableStateException(file + " cannot be opened: " + e, e);
    }
  }

  private static ChronicleMapBuilder<Integer, byte[]> builder(
      final String name, final int pageLength, final int maxPages) {
    return ChronicleMapBuilder.of(Integer.class, byte[].class)
        .name(name)
        .entries(maxPages)
        .actualSegments(1)
        .maxBloatFactor(1.0)
        .allowSegmentTiering(false)
        .sparseFile(true)
        .constantValueSizeBySample(new byte[pageLength])
        .entryAndValueOffsetAlignment(CACHE_LINE_LENGTH)
        .checksumEntries(false)
        .skipCloseOnExitHook(true);
  }

  private void pinAll() {
    final long entries = map.longSize();
    if (entries > pages.length) {
      throw new UnusableStateException(map.file() + " has " + entries + " pages");
    }
    for (int i = 0; i < entries; i++) {
      pages[i] = pin(i);
    }
    pageCount = (int) entries;
  }

  private MutableDirectBuffer pin(final int index) {
    try (ExternalMapQueryContext<Integer, byte[], ?> context = map.queryContext(index)) {
      final MapEntry<Integer, byte[]> entry = context.entry();
      if (entry == null || entry.value().size() != emptyPage.length) {
        throw new UnusableStateException(map.file() + " has no whole page " + index);
      }
      final Data<byte[]> value = entry.value();
      final long address = value.bytes().addressForRead(value.offset());
      return new UnsafeBuffer(address, emptyPage.length);
    }
  }

  @Override
  public int pageLength() {
    return emptyPage.length;
  }

  @Override
  public int maxPages() {
    return pages.length;
  }

  @Override
  public int pageCount() {
    return pageCount;
  }

  @Override
  public MutableDirectBuffer page(final int index) {
    Objects.checkIndex(index, pageCount);
    return pages[index];
  }

  @Override
  public MutableDirectBuffer addPage() {
    if (pageCount == pages.length) {
      throw new IllegalStateException(map.file() + " has all its " + pageCount + " pages");
    }
    guard.enter();
    map.put(pageCount, emptyPage);
    final MutableDirectBuffer page = pin(pageCount);
    guard.leave();
    pages[pageCount] = page;
    pageCount++;
    return page;
  }

  /** Closes the map; its pages must not be used any more. */
  @Override
  public void close() {
    map.close();
  }
}
