package io.tollgate.audit.log;

import java.util.Set;

/**
 * How a log is kept.
 *
 * @param segmentLevel a segment has 2^level records, 3 to 20; a log keeps the one it began with.
 * @param batchRecords most records under one signature, 1 to 4,096.
 * @param signedEventTypes records of these event types carry a signature of their own; at most 16,
 *     for each such record costs a signature, some 20 to 30 microseconds of the log's thread.
 */
public record LogSettings(int segmentLevel, int batchRecords, Set<String> signedEventTypes) {
  /** 262,144 records a segment, 2,048 a batch, no record signed by itself. */
  public static final LogSettings DEFAULT = new LogSettings(18, 2048, Set.of());

  private static final int MAX_SIGNED_TYPES = 16;

  /** Checks the bounds. */
  public LogSettings {
    if (segmentLevel < SegmentFormat.MIN_SEGMENT_LEVEL
        || segmentLevel > SegmentFormat.MAX_SEGMENT_LEVEL
        || batchRecords < 1
        || batchRecords > SegmentFormat.MAX_BATCH_RECORDS) {
      throw new IllegalArgumentException(
          "segments have 2^3 to 2^20 records, batches 1 to " + SegmentFormat.MAX_BATCH_RECORDS);
    }
    if (signedEventTypes.size() > MAX_SIGNED_TYPES
        || !signedEventTypes.stream().allMatch(LogSettings::isEventType)) {
      throw new IllegalArgumentException(
          "at most "
              + MAX_SIGNED_TYPES
              + " event types, each of 1 to 255 letters, digits, dots and dashes");
    }
    signedEventTypes = Set.copyOf(signedEventTypes);
  }

  private static boolean isEventType(final String text) {
    return text.matches("[A-Za-z0-9._-]{1,255}");
  }

  /** The same, with a signature of its own for each record of some event types. */
  public LogSettings signing(final Set<String> eventTypes) {
    return new LogSettings(segmentLevel, batchRecords, eventTypes);
  }
}
