package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;

/** When the first record of a segment was made, and when the newest. One thread. */
final class SegmentTimes {
  private final AuditRecord record = new AuditRecord();
  private boolean isEmpty = true;
  private long firstNs;
  private long lastNs;

  /** Takes the next record's bytes; what is no record has no time. */
  void add(final byte[] bytes, final int offset, final int length) {
    if (record.wrap(bytes, offset, length) == null) {
      add(record.timestampNs());
    }
  }

  /** Takes the next record's time, epoch nanoseconds UTC. */
  void add(final long timestampNs) {
    firstNs = isEmpty ? timestampNs : firstNs;
    lastNs = isEmpty ? timestampNs : Math.max(lastNs, timestampNs);
    isEmpty = false;
  }

  /** Begins another segment. */
  void clear() {
    isEmpty = true;
    firstNs = 0;
    lastNs = 0;
  }

  /** Of the first record; 0 where there is none. */
  long firstNs() {
    return firstNs;
  }

  /** The greatest of all; 0 where there is none. */
  long lastNs() {
    return lastNs;
  }
}
