package io.tollgate.identity.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads the fields of identity's events. */
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

  static String text(final ByteBuffer in) {
    return new String(bytes(in, Short.toUnsignedInt(in.getShort())), StandardCharsets.UTF_8);
  }
}
