package io.tollgate.identity.domain;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads and writes the fields of identity's events. */
final class EventBytes {
  private EventBytes() {}

  static byte[] bytes(final ByteBuffer in, final int length) {
    final byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  static String hex(final ByteBuffer in, final int length) {
    return HexFormat.of().formatHex(bytes(in, length));
  }

  static void writeText(final ByteArrayOutputStream out, final String text) {
    final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write(utf8.length);
    out.write(utf8.length >>> Byte.SIZE);
    out.writeBytes(utf8);
  }

  static String text(final ByteBuffer in) {
    return new String(bytes(in, Short.toUnsignedInt(in.getShort())), StandardCharsets.UTF_8);
  }
}
