package io.tollgate.audit.recorder;

import java.nio.charset.StandardCharsets;

/** An event type and its action, for what was allowed and for what was not. */
final class EventNames {
  private final byte[] eventType;
  private final byte[] action;
  private final byte[] deniedAction;

  EventNames(final String eventType, final String action) {
    this.eventType = ascii(eventType);
    this.action = ascii(action);
    deniedAction = ascii(action + ".denied");
  }

  byte[] eventType() {
    return eventType;
  }

  byte[] action(final boolean isAllowed) {
    return isAllowed ? action : deniedAction;
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
