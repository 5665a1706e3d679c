package io.tollgate.support;

import io.tollgate.support.error.InvalidRequestException;
import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param cursor the last page's {@link Page#nextCursor()}; empty for the first page.
 * @param limit the most items in the page, 1 to {@value #MAX_LIMIT}.
 */
public record PageRequest(Optional<String> cursor, int limit) {
  /** The most items a page may have. */
  public static final int MAX_LIMIT = 1_000;

  /** Items in a page where nobody says how many. */
  public static final int DEFAULT_LIMIT = 100;

  private static final int MAX_CURSOR_LENGTH = 256;

  /**
   * Checks the bounds.
   *
   * @throws InvalidRequestException where the limit is out of range or the cursor is too long to be
   *     one.
   */
  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidRequestException("limit", "must be 1 to " + MAX_LIMIT);
    }
    if (cursor.isPresent() && cursor.get().length() > MAX_CURSOR_LENGTH) {
      throw new InvalidRequestException("cursor", "is not one that was given out");
    }
  }

  /** The first page, of the default length. */
  public static PageRequest first() {
    return new PageRequest(Optional.empty(), DEFAULT_LIMIT);
  }

  /** The page that follows, of the same length. */
  public PageRequest at(final String nextCursor) {
    return new PageRequest(Optional.of(nextCursor), limit);
  }
}
