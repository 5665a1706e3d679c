package io.tollgate.client;

import java.nio.charset.StandardCharsets;

/** Checks what goes into fields of a bounded length. */
final class WireBytes {
  /** Bytes of a name's UTF-8 at the most. */
  static final int MAX_NAME_LENGTH = 64;

  private static final int MAX_UINT8 = 0xFF;
  private static final int MAX_UINT16 = 0xFFFF;

  private WireBytes() {}

  static void requireLength(final String what, final byte[] bytes, final int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException(what + " has " + length + " bytes, not " + bytes.length);
    }
  }

  static byte[] copyOf(final String what, final byte[] bytes, final int length) {
    requireLength(what, bytes, length);
    return bytes.clone();
  }

  static byte[] ofText(final String what, final String text, final int least, final int most) {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < least || bytes.length > most) {
      throw new IllegalArgumentException(
          what + " has " + least + " to " + most + " bytes, not " + bytes.length);
    }
    return bytes;
  }

  static void requireUint8(final String what, final int value) {
    if (value < 0 || value > MAX_UINT8) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to " + MAX_UINT8);
    }
  }

  static void requireUint16(final String what, final int value) {
    if (value < 0 || value > MAX_UINT16) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to " + MAX_UINT16);
    }
  }
}
