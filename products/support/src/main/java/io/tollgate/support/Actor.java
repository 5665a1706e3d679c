package io.tollgate.support;

import java.nio.charset.StandardCharsets;

/**
 * On whose behalf something is done: the subject of a bearer token, or a product's own name. It
 * goes into the journal.
 *
 * @param subject 1 to 64 bytes of UTF-8 without control characters.
 */
public record Actor(String subject) {
  /** The longest subject, in bytes of UTF-8. */
  public static final int MAX_SUBJECT_BYTES = 64;

  /**
   * Checks the subject.
   *
   * @throws IllegalArgumentException where it is empty, too long or has control characters.
   */
  public Actor {
    if (subject.isEmpty() || subject.getBytes(StandardCharsets.UTF_8).length > MAX_SUBJECT_BYTES) {
      throw new IllegalArgumentException(
          "an actor's subject has 1 to " + MAX_SUBJECT_BYTES + " bytes");
    }
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("an actor's subject has no control characters");
    }
  }
}
