package io.tollgate.client;

import io.aeron.Publication;

/** What became of an offer to the gate. Nothing was sent unless it says {@link #SENT}. */
public enum OfferResult {
  /** The gate will answer it, or go away. */
  SENT,
  /** The gate does not keep up; the same offer may succeed later. */
  BACK_PRESSURED,
  /** Aeron is rotating its buffers; the same offer will succeed at once or soon. */
  ADMIN_ACTION,
  /** The session is not open yet, or is lost. */
  NOT_CONNECTED,
  /** The session or its Aeron client is closed. */
  CLOSED,
  /** The session has carried all it can; a new one must be opened. */
  MAX_POSITION;

  /** Whether the message is on its way. */
  public boolean isSent() {
    return this == SENT;
  }

  /** Whether the same offer to the same session may succeed later. */
  public boolean mayRetry() {
    return this == BACK_PRESSURED || this == ADMIN_ACTION;
  }

  static OfferResult of(final long position) {
    if (position > 0) {
      return SENT;
    }
    if (position == Publication.BACK_PRESSURED) {
      return BACK_PRESSURED;
    }
    if (position == Publication.ADMIN_ACTION) {
      return ADMIN_ACTION;
    }
    if (position == Publication.MAX_POSITION_EXCEEDED) {
      return MAX_POSITION;
    }
    return position == Publication.CLOSED ? CLOSED : NOT_CONNECTED;
  }
}
