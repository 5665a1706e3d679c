package io.tollgate.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of a batch: CRC-32C over its header's fields before the checksum, and all frames.
 */
final class BatchCrc {
  private BatchCrc() {}

  /**
   * Computes it without allocating.
   *
   * @param crc32c is reset
   * @param batch outside the heap, the batch's first byte at index 0
   * @param length of the batch, at least {@link BatchFormat#FRAMES_OFFSET}
   */
  static long of(final CRC32C crc32c, final ByteBuffer batch, final int length) {
    crc32c.reset();
    batch.limit(BatchFormat.CRC_OFFSET).position(BatchFormat.FIELDS_OFFSET);
    crc32c.update(batch);
    batch.limit(length).position(BatchFormat.FRAMES_OFFSET);
    crc32c.update(batch);
    batch.clear();
    return crc32c.getValue();
  }
}
