package io.tollgate.audit.log;

import java.util.Set;

/**
 * How a log is kept.
 *
 * @param segmentLevel a segment has 2^level records, 3 to 20; a log keeps the one it began with.
 * @param batchRecords most records under one signature, 1 to 4,096.
 * @param signedEventTypes records of these event types carry a signature of their own.
 */
public record LogSettings(int segmentLevel, int batchRecords, Set<String> signedEventTypes) {
  /** 262,144 records a segment, 2,048 a batch, no record signed by itself. */
  public static final LogSettings DEFAULT = new LogSettings(18, 2048, Set.of());

  /** Checks the bounds. */
  public LogSettings {
    if (segmentLevel < SegmentFormat.MIN_SEGMENT_LEVEL
        || segmentLevel > SegmentFormat.MAX_SEGMENT_LEVEL
        || batchRecords < 1
        || batchRecords > SegmentFormat.MAX_BATCH_RECORDS) {
      throw new IllegalArgumentException(
          "segments have 2^3 to 2^20 records, batches 1 to " + SegmentFormat.MAX_BATCH_RECORDS);
    }
    signedEventTypes = Set.copyOf(signedEventTypes);
  }
}
