package io.tollgate.audit.log;

import java.util.List;

/**
 * What must be known of a log to go on with it at the beginning of one of its segments: enough to
 * verify from there, and to prove what follows.
 *
 * @param level a segment has 2^level records.
 * @param first the segment's first record.
 * @param index the index's entries of all segments before, 96 bytes each, as its file has them.
 * @param epochs the records before that began a key's time, each with its path, as {@code
 *     epoch-SEQUENCE} has them.
 */
public record LogStart(int level, long first, List<byte[]> index, List<byte[]> epochs) {
  /** Bytes of an entry of the index. */
  public static final int INDEX_ENTRY_LENGTH = SegmentIndex.ENTRY_LENGTH;

  /** Keeps copies of the lists. */
  public LogStart {
    index = List.copyOf(index);
    epochs = List.copyOf(epochs);
  }
}
