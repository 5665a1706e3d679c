package io.tollgate.engine.infra.state;

import io.tollgate.engine.domain.memory.PageStore;
import java.util.zip.CRC32C;

/** CRC-32C of how many pages a store has and of all their bytes. */
final class PageChecksum {
  private PageChecksum() {}

  static String of(final PageStore store) {
    final CRC32C crc = new CRC32C();
    final byte[] bytes = new byte[store.pageLength()];
    crc.update(store.pageCount());
    for (int i = 0; i < store.pageCount(); i++) {
      store.page(i).getBytes(0, bytes);
      crc.update(bytes);
    }
    return store.pageCount() + "/" + Long.toHexString(crc.getValue());
  }
}
