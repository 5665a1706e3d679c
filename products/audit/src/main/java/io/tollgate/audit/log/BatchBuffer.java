package io.tollgate.audit.log;

import io.tollgate.audit.proof.LittleEndian;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A batch on its way to the disk. Used again and again. One thread. */
final class BatchBuffer {
  private byte[] bytes = new byte[1024 * 1024];
  private int end;
  private int count;
  private long first;

  BatchBuffer() {
    begin(0);
  }

  void begin(final long firstSequence) {
    first = firstSequence;
    end = SegmentFormat.BATCH_HEADER_LENGTH;
    count = 0;
  }

  int count() {
    return count;
  }

  /** Whether a record of a length still fits. */
  boolean hasRoom(final int recordLength) {
    return end + SegmentFormat.RECORD_HEADER_LENGTH + recordLength
        <= SegmentFormat.MAX_BATCH_LENGTH;
  }

  /** Makes room for a record; returns where its bytes go. */
  int claim(final int recordLength) {
    final int at = end + SegmentFormat.RECORD_HEADER_LENGTH;
    if (at + recordLength > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + recordLength, 2 * bytes.length));
    }
    LittleEndian.putInt32(bytes, end, recordLength);
    return at;
  }

  byte[] bytes() {
    return bytes;
  }

  void commit(final int recordEnd) {
    end = recordEnd;
    count++;
  }

  /** Ends the batch with its note; what is returned is to be written. */
  ByteBuffer seal(final byte[] note) {
    final int length = end + note.length;
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, length);
    }
    System.arraycopy(note, 0, bytes, end, note.length);
    LittleEndian.putInt32(bytes, 0, SegmentFormat.BATCH_MAGIC);
    LittleEndian.putInt32(bytes, SegmentFormat.BATCH_COUNT_AT, count);
    LittleEndian.putInt32(
        bytes, SegmentFormat.BATCH_RECORDS_LENGTH_AT, end - SegmentFormat.BATCH_HEADER_LENGTH);
    LittleEndian.putInt32(bytes, SegmentFormat.BATCH_NOTE_LENGTH_AT, note.length);
    LittleEndian.putInt64(bytes, SegmentFormat.BATCH_FIRST_AT, first);
    LittleEndian.putInt64(bytes, SegmentFormat.BATCH_CRC_AT, 0);
    LittleEndian.putInt32(bytes, SegmentFormat.BATCH_CRC_AT, SegmentFormat.batchCrc(bytes, length));
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
