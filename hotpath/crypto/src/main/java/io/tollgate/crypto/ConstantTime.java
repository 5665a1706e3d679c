package io.tollgate.crypto;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

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
    final byte[] leftBase = left.byteArray();
    final byte[] rightBase = right.byteArray();
    final long leftAt = left.addressOffset() + leftOffset;
    final long rightAt = right.addressOffset() + rightOffset;
    final int lastLong = length - Long.BYTES;
    long difference = 0;
    int i = 0;
    for (; i <= lastLong; i += Long.BYTES) {
      difference |=
          UnsafeApi.getLong(leftBase, leftAt + i) ^ UnsafeApi.getLong(rightBase, rightAt + i);
    }
    for (; i < length; i++) {
      difference |=
          UnsafeApi.getByte(leftBase, leftAt + i) ^ UnsafeApi.getByte(rightBase, rightAt + i);
    }
    return difference == 0;
  }
}
