package io.tollgate.audit.event;

/**
 * Audit refused what was asked for, and changed nothing.
 *
 * @param refusal why.
 * @param subject an operation and, where there is one, what it was about; nothing personal, and
 *     nothing of what was sent that was not checked first. 1 to 200 plain ASCII characters.
 */
public record RequestRefused(AuditRefusal refusal, String subject) implements AuditEvent {
  static final int TYPE = 6;

  /** Checks the subject. */
  public RequestRefused {
    EventText.checked(subject);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return EventText.put(
            EventText.begin(1 + EventText.length(subject)).put((byte) refusal.code()), subject)
        .array();
  }

  @Override
  public String recordName() {
    return "audit.refused";
  }

  @Override
  public String action() {
    return "refuse";
  }

  @Override
  public String resource() {
    return subject;
  }

  @Override
  public String details() {
    return "\"reason\":\"" + refusal.name() + "\",\"subject\":\"" + subject + "\"";
  }
}
