package io.tollgate.audit.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict about what is text. */
final class Utf8 {
  private static final char FIRST_VISIBLE = '!';
  private static final char LAST_VISIBLE = '~';

  private Utf8() {}

  static boolean isVisibleAscii(final byte[] bytes, final int offset, final int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < FIRST_VISIBLE || bytes[i] > LAST_VISIBLE) {
        return false;
      }
    }
    return true;
  }

  static boolean isValid(final byte[] bytes, final int offset, final int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return decode(bytes, offset, length) != null;
      }
    }
    return true;
  }

  /** The text; null where the bytes are none. */
  static String decode(final byte[] bytes, final int offset, final int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    } catch (final CharacterCodingException e) {
      return null;
    }
  }
}
