package io.tollgate.journal.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Writes the parts of a JSON object: names, separators and values. */
final class JsonText {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final HexFormat HEX = HexFormat.of();
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder out;
  private boolean isFirst = true;

  JsonText(final StringBuilder out) {
    this.out = out;
  }

  void beginObject() {
    separate();
    out.append('{');
    isFirst = true;
  }

  void endObject() {
    out.append('}');
    isFirst = false;
  }

  void beginArray(final String name) {
    name(name);
    out.append('[');
    isFirst = true;
  }

  void endArray() {
    out.append(']');
    isFirst = false;
  }

  void number(final String name, final long value) {
    name(name);
    out.append(value);
  }

  void nothing(final String name) {
    name(name);
    out.append("null");
  }

  void text(final String name, final String value) {
    name(name);
    quote(value);
  }

  /** A 64-bit id, 16 hex digits. */
  void hex(final String name, final long value) {
    name(name);
    out.append('"').append(HEX.toHexDigits(value)).append('"');
  }

  /** A 128-bit id, 32 hex digits. */
  void hex(final String name, final long high, final long low) {
    name(name);
    out.append('"').append(HEX.toHexDigits(high)).append(HEX.toHexDigits(low)).append('"');
  }

  /** Bytes, two hex digits each. */
  void hex(final String name, final DirectBuffer buffer, final int offset, final int length) {
    final byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    name(name);
    out.append('"').append(HEX.formatHex(bytes)).append('"');
  }

  /** A time, RFC 3339 in UTC with all nine digits. */
  void time(final String name, final long epochNs) {
    final Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(epochNs, NANOS_PER_SECOND), Math.floorMod(epochNs, NANOS_PER_SECOND));
    text(name, RFC_3339.format(instant));
  }

  private void name(final String name) {
    separate();
    out.append('"');
    for (int i = 0; i < name.length(); i++) {
      final char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        out.append('_').append(Character.toLowerCase(c));
      } else {
        out.append(c);
      }
    }
    out.append("\":");
  }

  private void separate() {
    if (!isFirst) {
      out.append(',');
    }
    isFirst = false;
  }

  private void quote(final String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      final char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F) {
        out.append("\\u00").append(HEX.toHexDigits((byte) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
