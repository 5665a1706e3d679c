package io.tollgate.engine.infra.recovery;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies of journal records on their way from the thread that reads to the one that applies. One
 * thread at a time.
 */
final class RecordChunk {
  /** Records at the most. */
  static final int MAX_RECORDS = 4 * 1024;

  private static final int TARGET_LENGTH = 512 * 1024;

  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 * TARGET_LENGTH]);
  private final int[] offsets = new int[MAX_RECORDS];
  private final long[] timesNs = new long[MAX_RECORDS];
  private final boolean[] endsBatch = new boolean[MAX_RECORDS];
  private long firstPosition;
  private int count;
  private int length;
  private boolean isLast;
  private RuntimeException failure;

  /** Makes it empty. */
  void clear() {
    count = 0;
    length = 0;
    isLast = false;
    failure = null;
  }

  /** Whether a record of a length fits; one always fits into an empty one. */
  boolean hasRoomFor(final int recordLength) {
    return count < MAX_RECORDS && length + recordLength <= buffer.capacity();
  }

  /** Adds a record, which has room. */
  void add(
      final long position,
      final long timeNs,
      final DirectBuffer from,
      final int offset,
      final int recordLength) {
    if (count == 0) {
      firstPosition = position;
    }
    buffer.putBytes(length, from, offset, recordLength);
    offsets[count] = length;
    timesNs[count] = timeNs;
    endsBatch[count] = false;
    length += recordLength;
    count++;
  }

  /** The record added last is its batch's last. */
  void endBatch() {
    endsBatch[count - 1] = true;
  }

  /** Whether it is time to hand it on. */
  boolean isFull() {
    return count >= MAX_RECORDS / 2 || length >= TARGET_LENGTH;
  }

  /** Nothing follows. */
  void markLast(final RuntimeException cause) {
    isLast = true;
    failure = cause;
  }

  boolean isLast() {
    return isLast;
  }

  /** Why nothing follows, or null where that is the end. */
  RuntimeException failure() {
    return failure;
  }

  int count() {
    return count;
  }

  MutableDirectBuffer buffer() {
    return buffer;
  }

  int offset(final int record) {
    return offsets[record];
  }

  long timeNs(final int record) {
    return timesNs[record];
  }

  boolean endsBatch(final int record) {
    return endsBatch[record];
  }

  /** Journal position of the first record. */
  long firstPosition() {
    return firstPosition;
  }
}
