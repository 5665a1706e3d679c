package io.tollgate.engine.domain.fact;

/** Refusals, by reason, that belong to no known agent, since the summary before. */
public final class Unattributed {
  private final int[] reasonCodes = new int[256];
  private final long[] counts = new long[256];
  private int size;

  /** How many reasons. */
  public int size() {
    return size;
  }

  /** Forgets all. */
  public void clear() {
    size = 0;
  }

  /** Adds a reason. */
  public void add(final int reasonCode, final long count) {
    reasonCodes[size] = reasonCode;
    counts[size] = count;
    size++;
  }

  /** Reason at a place. */
  public int reasonCode(final int index) {
    return reasonCodes[index];
  }

  /** Its count. */
  public long count(final int index) {
    return counts[index];
  }
}
