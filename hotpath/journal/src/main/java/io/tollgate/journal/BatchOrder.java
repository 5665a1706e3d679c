package io.tollgate.journal;

/**
 * What holds between a batch and the one before it: no gap in sequence or position, and time not
 * going back.
 */
final class BatchOrder {
  private long batchSequence = -1;
  private long position;
  private long timeNs;
  private boolean isBeginning;

  /**
   * Begins where retention has removed everything before. What it was killed before it removed may
   * still be there, and is taken as the beginning then.
   */
  void begin(final PrunedMark mark) {
    follow(mark.batchSequence(), mark.position(), mark.timeNs());
    isBeginning = true;
  }

  /** Takes whatever batch comes next as it is. */
  void forget() {
    batchSequence = -1;
    isBeginning = false;
  }

  /** Makes this the batch before. */
  void follow(final long batchSequence, final long lastPosition, final long timeNs) {
    this.batchSequence = batchSequence;
    this.position = lastPosition;
    this.timeNs = timeNs;
    isBeginning = false;
  }

  /**
   * Checks a batch against the one before.
   *
   * @return what is wrong, or null where nothing is
   */
  String defect(final long nextSequence, final long firstPosition, final long nextTimeNs) {
    if (batchSequence < 0 || (isBeginning && nextSequence <= batchSequence)) {
      return null;
    }
    if (nextSequence != batchSequence + 1) {
      return "batch " + nextSequence + " after batch " + batchSequence;
    }
    if (firstPosition != position + 1) {
      return "position " + firstPosition + " after position " + position;
    }
    if (nextTimeNs < timeNs) {
      return "time goes back from " + timeNs + " to " + nextTimeNs;
    }
    return null;
  }

  long batchSequence() {
    return Math.max(0, batchSequence);
  }

  long position() {
    return position;
  }

  long timeNs() {
    return timeNs;
  }
}
