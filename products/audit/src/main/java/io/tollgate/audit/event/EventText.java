package io.tollgate.audit.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The fields of audit's events. */
final class EventText {
  private static final int MAX_LENGTH = 200;

  private EventText() {}

  /**
   * The text itself.
   *
   * @throws IllegalArgumentException where it is not 1 to 200 visible ASCII characters or blanks,
   *     or has one that JSON wants escaped.
   */
  static String checked(final String text) {
    if (text.isEmpty()
        || text.length() > MAX_LENGTH
        || !text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("a text has 1 to 200 plain characters");
    }
    return text;
  }

  static String read(final ByteBuffer in) {
    final byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return checked(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** A payload that so far has its version, with room for a length of fields and a text. */
  static ByteBuffer begin(final int length) {
    return ByteBuffer.allocate(1 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) AuditEvent.VERSION);
  }

  static int length(final String text) {
    return Short.BYTES + text.length();
  }

  static ByteBuffer put(final ByteBuffer out, final String text) {
    return out.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
  }
}
