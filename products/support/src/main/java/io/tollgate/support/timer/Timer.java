package io.tollgate.support.timer;

import java.time.Instant;

/**
 * Something to be done later.
 *
 * @param kind names the handler.
 * @param id unique within the kind; setting a timer again moves it.
 * @param dueAt when.
 * @param payload for the handler, at most 4,096 characters.
 */
public record Timer(String kind, String id, Instant dueAt, String payload) {
  private static final int MAX_PAYLOAD_LENGTH = 4_096;

  /** Checks the payload's length. */
  public Timer {
    if (payload.length() > MAX_PAYLOAD_LENGTH) {
      throw new IllegalArgumentException(
          "a timer's payload has at most " + MAX_PAYLOAD_LENGTH + " characters");
    }
  }
}
