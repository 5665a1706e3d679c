package io.tollgate.support;

import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Cursors of lists that are in the order of one number, which is how they go on where they ended.
 */
public final class NumberCursor {
  private static final int MAX_DIGITS = 18;

  private NumberCursor() {}

  /**
   * The number behind which the wanted page begins.
   *
   * @param start where there is no cursor.
   * @throws InvalidRequestException where the cursor is not one that was given out.
   */
  public static long of(final PageRequest request, final long start) {
    if (request.cursor().isEmpty()) {
      return start;
    }
    final String text;
    try {
      final byte[] bytes = Base64.getUrlDecoder().decode(request.cursor().get());
      text = new String(bytes, StandardCharsets.US_ASCII);
    } catch (final IllegalArgumentException ex) {
      throw new InvalidRequestException("cursor", "is not base64url: " + ex.getMessage());
    }
    if (text.isEmpty()
        || text.length() > MAX_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidRequestException("cursor", "is not one that was given out");
    }
    return Long.parseLong(text);
  }

  /**
   * The page of a list that was read with one item more than wanted.
   *
   * @param number by which the list is ordered.
   */
  public static <T> Page<T> page(
      final List<T> items, final PageRequest request, final ToLongFunction<T> number) {
    if (items.size() <= request.limit()) {
      return new Page<>(items, Optional.empty());
    }
    final List<T> shown = items.subList(0, request.limit());
    final String last = Long.toString(number.applyAsLong(shown.get(shown.size() - 1)));
    final String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(last.getBytes(StandardCharsets.US_ASCII));
    return new Page<>(shown, Optional.of(cursor));
  }
}
