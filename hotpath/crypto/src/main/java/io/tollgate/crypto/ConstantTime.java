package io.tollgate.crypto;

import org.agrona.DirectBuffer;

/** Comparison of secrets. Stateless; any thread. */
public final class ConstantTime {
  private ConstantTime() {}

  /**
   * Whether two ranges of {@code length} bytes are equal. Reads both to the end, whatever they
   * hold, so that the time taken tells only the length.
   *
   * @throws IndexOutOfBoundsException if a range does not lie in its buffer.
   */
  public static boolean equal(
      final DirectBuffer left,
      final int leftOffset,
      final DirectBuffer right,
      final int rightOffset,
      final int length) {
    left.boundsCheck(leftOffset, length);
    right.boundsCheck(rightOffset, length);
    final int lastLong = length - Long.BYTES;
    long difference = 0;
    int i = 0;
    for (; i <= lastLong; i += Long.BYTES) {
      difference |= left.getLong(leftOffset + i) ^ right.getLong(rightOffset + i);
    }
    for (; i < length; i++) {
      difference |= left.getByte(leftOffset + i) ^ right.getByte(rightOffset + i);
    }
    return difference == 0;
  }
}
