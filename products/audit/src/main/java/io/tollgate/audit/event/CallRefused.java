package io.tollgate.audit.event;

import java.util.regex.Pattern;

/**
 * An API refused what somebody known to it asked for, and nothing was changed. The event's agent is
 * whom it was about.
 *
 * @param operation of the API's contract, or "none"; 1 to 64 letters and digits.
 * @param reason 2 to 40 upper-case letters, digits and underlines.
 */
public record CallRefused(String operation, String reason) implements AuditEvent {
  static final int TYPE = 7;
  private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9]{1,64}");
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

  /** Checks both. */
  public CallRefused {
    check(operation, reason);
  }

  static void check(final String operation, final String reason) {
    if (!OPERATION.matcher(operation).matches() || !REASON.matcher(reason).matches()) {
      throw new IllegalArgumentException("no operation or reason is called so");
    }
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final int length = EventText.length(operation) + EventText.length(reason);
    return EventText.put(EventText.put(EventText.begin(length), operation), reason).array();
  }

  @Override
  public String recordName() {
    return "audit.call-refused";
  }

  @Override
  public String action() {
    return "refuse";
  }

  @Override
  public String resource() {
    return "operation/" + operation;
  }

  @Override
  public String details() {
    return "\"reason\":\"" + reason + "\",\"operation\":\"" + operation + "\"";
  }
}
