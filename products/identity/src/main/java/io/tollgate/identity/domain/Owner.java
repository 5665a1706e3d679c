package io.tollgate.identity.domain;

import io.tollgate.support.error.InvalidRequestException;
import java.util.Locale;

/**
 * Who answers for an agent among people. In text {@code human:NAME} or {@code team:NAME}.
 *
 * @param kind a human or a team.
 * @param name 1 to 120 bytes.
 */
public record Owner(Kind kind, String name) {
  private static final int MAX_NAME_BYTES = 120;

  /** What an owner is. */
  public enum Kind {
    /** One person. */
    HUMAN,
    /** Several. */
    TEAM
  }

  /** Checks the name. */
  public Owner {
    Text.checked("owner", name, MAX_NAME_BYTES);
  }

  /**
   * Reads the text form.
   *
   * @throws InvalidRequestException where it is anything else.
   */
  public static Owner ofText(final String text) {
    for (final Kind kind : Kind.values()) {
      final String prefix = kind.name().toLowerCase(Locale.ROOT) + ":";
      if (text.startsWith(prefix)) {
        return new Owner(kind, text.substring(prefix.length()));
      }
    }
    throw new InvalidRequestException("owner", "is human:NAME or team:NAME");
  }

  /** The text form. */
  public String text() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
