package io.tollgate.support.event;

/**
 * An event in words, all of visible ASCII characters and blanks.
 *
 * @param name what happened, as in identity.refused; at most 255 characters.
 * @param action what was done; at most 255 characters.
 * @param resource what it was done to; at most 255 characters, empty for nothing.
 * @param details what else there is to say, as a JSON object; at most 8 KiB.
 */
public record EventWords(String name, String action, String resource, String details) {
  private static final int MAX_TEXT = 255;
  private static final int MAX_DETAILS = 8 * 1024;

  /**
   * Checks the lengths and the characters.
   *
   * @throws IllegalArgumentException where one is not as it must be.
   */
  public EventWords {
    check(name, MAX_TEXT);
    check(action, MAX_TEXT);
    check(resource, MAX_TEXT);
    check(details, MAX_DETAILS);
  }

  private static void check(final String text, final int maxLength) {
    if (text.length() > maxLength || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("an event's words are too long, or are not plain");
    }
  }
}
