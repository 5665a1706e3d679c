package io.tollgate.audit.store;

import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended: the next one begins before it.
 *
 * @param position of the last decision shown.
 * @param part of its record.
 */
record DecisionCursor(long position, int part) {
  /** In front of the newest decision. */
  static final DecisionCursor START = new DecisionCursor(Long.MAX_VALUE, 0);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,5})");

  static DecisionCursor ofText(final String text) {
    try {
      final String plain =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      final Matcher matcher = FORM.matcher(plain);
      if (matcher.matches()) {
        return new DecisionCursor(
            Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      }
    } catch (final IllegalArgumentException ex) {
      throw new InvalidRequestException(
          "cursor", "is not one that was given out: " + ex.getMessage());
    }
    throw new InvalidRequestException("cursor", "is not one that was given out");
  }

  String toText() {
    final String plain = position + "." + part;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
