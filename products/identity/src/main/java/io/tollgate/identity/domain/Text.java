package io.tollgate.identity.domain;

import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The rules for names, which the engine counts in bytes of UTF-8. */
public final class Text {
  private Text() {}

  /** The text itself, where it has 1 to so many bytes and no control characters. */
  public static String checked(final String field, final String text, final int maxBytes) {
    if (text.isBlank() || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new InvalidRequestException(field, "has 1 to " + maxBytes + " bytes of UTF-8");
    }
    // A lone half of a surrogate pair, which JSON can escape, has no UTF-8.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidRequestException(field, "is no text that UTF-8 can carry");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(field, "has no control characters");
    }
    return text;
  }

  /** The bytes of hex text, where it has exactly so many. */
  static byte[] hex(final String field, final String text, final int bytes) {
    if (text.length() != 2 * bytes || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw new InvalidRequestException(field, "has " + 2 * bytes + " hex digits");
    }
    return HexFormat.of().parseHex(text);
  }

  /** Hex text in lower case, where it is of exactly so many bytes. */
  static String lowerHex(final String field, final String text, final int bytes) {
    return HexFormat.of().formatHex(hex(field, text, bytes));
  }
}
