package io.tollgate.engine.infra.message;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Parts of variable length as SBE lays them out: two bytes of length, then the bytes. */
final class VariableParts {
  /** Bytes of the length. */
  static final int LENGTH_SIZE = Short.BYTES;

  private static final int UNSIGNED = 0xFFFF;

  private VariableParts() {}

  static int lengthAt(final DirectBuffer buffer, final int at) {
    return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & UNSIGNED;
  }
}
