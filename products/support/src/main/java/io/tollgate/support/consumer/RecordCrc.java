package io.tollgate.support.consumer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/** Tells journal records at the same position apart. Allocates nothing. One thread. */
public final class RecordCrc {
  private final CRC32C crc = new CRC32C();
  private final byte[] time = new byte[Long.BYTES];
  private final ByteBuffer timeBuffer = ByteBuffer.wrap(time).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] record = new byte[1_024];

  /** A checksum that can be used again and again. */
  public RecordCrc() {}

  /** Checksum of a record and its time, 0 to 2^32 - 1. */
  public long of(final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
    if (length > record.length) {
      record = new byte[Math.max(length, 2 * record.length)];
    }
    buffer.getBytes(offset, record, 0, length);
    timeBuffer.putLong(0, timeNs);
    crc.reset();
    crc.update(record, 0, length);
    crc.update(time, 0, time.length);
    return crc.getValue();
  }
}
