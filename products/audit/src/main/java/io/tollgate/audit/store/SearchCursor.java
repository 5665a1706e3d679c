package io.tollgate.audit.store;

import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of a search ended: the next one begins with what is older.
 *
 * @param timeNs of the last record shown.
 * @param log its log's code.
 * @param sequence its number there.
 */
record SearchCursor(long timeNs, int log, long sequence) {
  /** In front of the newest record. */
  static final SearchCursor START = new SearchCursor(Long.MAX_VALUE, Short.MAX_VALUE, 0);

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,19})\\.([0-9]{1,2})\\.([0-9]{1,18})");

  static SearchCursor ofText(final String text) {
    try {
      final byte[] bytes = Base64.getUrlDecoder().decode(text);
      final Matcher matcher = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      if (matcher.matches()) {
        return new SearchCursor(
            Long.parseLong(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Long.parseLong(matcher.group(3)));
      }
    } catch (final IllegalArgumentException ex) {
      throw new InvalidRequestException("cursor", "is not one that was given out");
    }
    throw new InvalidRequestException("cursor", "is not one that was given out");
  }

  String toText() {
    final String plain = timeNs + "." + log + "." + sequence;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
