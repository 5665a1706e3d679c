package io.tollgate.audit.event;

import io.tollgate.audit.log.RetentionClass;

/**
 * Records were given out as a bundle.
 *
 * @param log whose records.
 * @param first sequence of the first one.
 * @param records how many.
 * @param size of the tree that the bundle is proven by.
 */
public record Exported(RetentionClass log, long first, long records, long size)
    implements AuditEvent {
  static final int TYPE = 5;

  /** Checks the range. */
  public Exported {
    if (first < 0 || records < 1 || size - first < records) {
      throw new IllegalArgumentException("no such records were exported");
    }
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return EventText.begin(1 + 3 * Long.BYTES)
        .put((byte) log.code())
        .putLong(first)
        .putLong(records)
        .putLong(size)
        .array();
  }

  @Override
  public String recordName() {
    return "audit.exported";
  }

  @Override
  public String action() {
    return "export";
  }

  @Override
  public String resource() {
    return "log/" + log.logName();
  }

  @Override
  public String details() {
    return "\"log\":\""
        + log.logName()
        + "\",\"first\":"
        + first
        + ",\"records\":"
        + records
        + ",\"size\":"
        + size;
  }
}
