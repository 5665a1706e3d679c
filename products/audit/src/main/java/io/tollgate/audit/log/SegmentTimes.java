package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;

/**
 * The least and the greatest time of a segment's records, also where the clock stepped back between
 * them. One thread.
 */
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
    firstNs = isEmpty ? timestampNs : Math.min(firstNs, timestampNs);
    lastNs = isEmpty ? timestampNs : Math.max(lastNs, timestampNs);
    isEmpty = false;
  }

  /** Begins another segment. */
  void clear() {
    isEmpty = true;
    firstNs = 0;
    lastNs = 0;
  }

  /** The least of all; 0 where there is none. */
  long firstNs() {
    return firstNs;
  }

  /** The greatest of all; 0 where there is none. */
  long lastNs() {
    return lastNs;
  }
}
