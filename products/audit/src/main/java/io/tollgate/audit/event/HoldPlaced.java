package io.tollgate.audit.event;

import io.tollgate.audit.log.RetentionClass;

/**
 * Records of a time may not be pruned until the hold is released.
 *
 * @param log whose records.
 * @param fromNs the first time it covers, epoch nanoseconds UTC.
 * @param toNs the last time it covers.
 * @param name 1 to 64 letters, digits, dots, dashes and underlines.
 */
public record HoldPlaced(RetentionClass log, long fromNs, long toNs, String name)
    implements AuditEvent {
  static final int TYPE = 1;

  /** Checks the name and the time. */
  public HoldPlaced {
    HoldName.check(name);
    if (fromNs < 0 || toNs < fromNs) {
      throw new IllegalArgumentException("a hold ends before it begins");
    }
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final int length = 1 + 2 * Long.BYTES + EventText.length(name);
    return EventText.put(
            EventText.begin(length).put((byte) log.code()).putLong(fromNs).putLong(toNs), name)
        .array();
  }

  @Override
  public String recordName() {
    return "audit.hold-ordered";
  }

  @Override
  public String action() {
    return "place";
  }

  @Override
  public String resource() {
    return HoldName.resource(log, name);
  }

  @Override
  public String details() {
    return "\"hold\":\""
        + name
        + "\",\"log\":\""
        + log.logName()
        + "\",\"from_ns\":"
        + fromNs
        + ",\"to_ns\":"
        + toNs;
  }
}
