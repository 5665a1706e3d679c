package io.tollgate.engine.infra.state;

import io.tollgate.engine.domain.memory.PageStore;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * CRC-32C of how many pages a store has and of each of them. Pages are summed up by all cores,
 * because a large state is otherwise what a start waits for.
 */
final class PageChecksum {
  private static final ThreadLocal<byte[]> COPY = new ThreadLocal<>();

  private PageChecksum() {}

  static String of(final PageStore store) {
    final int[] sums =
        IntStream.range(0, store.pageCount()).parallel().map(page -> ofPage(store, page)).toArray();
    final CRC32C crc = new CRC32C();
    for (final int sum : sums) {
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        crc.update(sum >>> shift);
      }
    }
    return store.pageCount() + "/" + Long.toHexString(crc.getValue());
  }

  private static int ofPage(final PageStore store, final int page) {
    byte[] copy = COPY.get();
    if (copy == null || copy.length != store.pageLength()) {
      copy = new byte[store.pageLength()];
      COPY.set(copy);
    }
    store.page(page).getBytes(0, copy);
    final CRC32C crc = new CRC32C();
    crc.update(copy);
    return (int) crc.getValue();
  }
}
