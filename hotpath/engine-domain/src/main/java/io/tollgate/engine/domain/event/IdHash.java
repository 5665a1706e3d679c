package io.tollgate.engine.domain.event;

import io.tollgate.engine.domain.memory.SlotIndex;

/**
 * The keyed hash of ids that callers choose. An id is asked for several times in a row, by every
 * table that could know it, so the last one's hash is kept. Engine thread only.
 */
public final class IdHash {
  private final long secret;
  private long lastHigh;
  private long lastLow;
  private long lastHash;

  /**
   * A hash.
   *
   * @param secret of this gate: who does not know it cannot choose ids that collide.
   */
  public IdHash(final long secret) {
    this.secret = secret;
    this.lastHash = ofOther(0, 0);
  }

  /** The hash of an id that is asked for. */
  long of(final long high, final long low) {
    if (high != lastHigh || low != lastLow) {
      lastHash = ofOther(high, low);
      lastHigh = high;
      lastLow = low;
    }
    return lastHash;
  }

  /** The hash of an id in between, for which the last one is not given up. */
  public long ofOther(final long high, final long low) {
    return SlotIndex.hash(high, low, secret);
  }
}
