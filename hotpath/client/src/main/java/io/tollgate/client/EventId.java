package io.tollgate.client;

import java.security.SecureRandom;

/**
 * A caller's 128-bit id of an event or a reservation: the same id with the same content is decided
 * once, however often it is sent.
 *
 * @param high half.
 * @param low half.
 */
public record EventId(long high, long low) {
  /** No id. */
  public static final EventId NONE = new EventId(0, 0);

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new random id, never {@link #NONE}. */
  public static EventId random() {
    return new EventId(RANDOM.nextLong(), RANDOM.nextLong() | 1);
  }

  /** Whether this is an id at all. */
  public boolean isPresent() {
    return (high | low) != 0;
  }
}
