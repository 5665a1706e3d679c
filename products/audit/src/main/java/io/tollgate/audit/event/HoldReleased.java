package io.tollgate.audit.event;

import io.tollgate.audit.log.RetentionClass;

/**
 * A hold ends: what it kept goes when it is past retention.
 *
 * @param log whose records it kept.
 * @param name of the hold.
 */
public record HoldReleased(RetentionClass log, String name) implements AuditEvent {
  static final int TYPE = 2;

  /** Checks the name. */
  public HoldReleased {
    HoldName.check(name);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return EventText.put(EventText.begin(1 + EventText.length(name)).put((byte) log.code()), name)
        .array();
  }

  @Override
  public String recordName() {
    return "audit.release-ordered";
  }

  @Override
  public String action() {
    return "release";
  }

  @Override
  public String resource() {
    return HoldName.resource(log, name);
  }

  @Override
  public String details() {
    return "\"hold\":\"" + name + "\",\"log\":\"" + log.logName() + "\"";
  }
}
