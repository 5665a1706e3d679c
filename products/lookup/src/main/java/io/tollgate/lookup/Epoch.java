package io.tollgate.lookup;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One unbroken following of the journal: where each subject changed last, and how far it was
 * followed. Where the following breaks, a new epoch begins and nothing that was read in the old one
 * is believed any more.
 *
 * <p>Positions are kept in a fixed number of places, which subjects share. Two that meet in one
 * make each other look newer than they are, which costs a read and is never wrong.
 *
 * <p>Written by one thread, read by any.
 */
public final class Epoch {
  private static final int PLACES = 1 << 16;
  private static final int SPREAD = 0x9E3779B9;

  private final long number;
  private final long beginning;
  private final AtomicLongArray byKey = new AtomicLongArray(PLACES);
  private final AtomicLongArray byIndex = new AtomicLongArray(PLACES);
  private volatile long position;
  private volatile long seenNs;
  private volatile boolean isLost;

  /**
   * An epoch.
   *
   * @param number names it; another one for each.
   * @param position up to which everything is taken to be known at its beginning.
   * @param nowNs nanosecond time.
   */
  public Epoch(final long number, final long position, final long nowNs) {
    this.number = number;
    this.beginning = position;
    this.position = position;
    this.seenNs = nowNs;
  }

  /** Which one. */
  public long number() {
    return number;
  }

  /** What was read as of an earlier position may have changed unnoticed. */
  public long beginning() {
    return beginning;
  }

  /** Something changed, about a subject that is known by its key. */
  public void changedKey(final Object key, final long at) {
    raise(byKey, place(key.hashCode()), at);
  }

  /** Something changed, about a subject that is known by its number. */
  public void changedIndex(final long index, final long at) {
    raise(byIndex, place(Long.hashCode(index)), at);
  }

  private static void raise(final AtomicLongArray places, final int place, final long at) {
    if (places.get(place) < at) {
      places.set(place, at);
    }
  }

  /** Everything up to a position was taken in, which was the newest one at this time. */
  public void followed(final long upTo, final long nowNs) {
    position = upTo;
    seenNs = nowNs;
    isLost = false;
  }

  /** Everything up to a position was taken in, and there is more to come. */
  public void behind(final long upTo) {
    position = upTo;
  }

  /** What happens is not known, until it is followed again. */
  public void lost() {
    isLost = true;
  }

  /** Up to where everything was taken in. Read before what it vouches for. */
  public long position() {
    return position;
  }

  /** Whether at most so long ago everything that there was had been taken in. */
  public boolean isLive(final long nowNs, final long maxSilenceNs) {
    return !isLost && nowNs - seenNs <= maxSilenceNs;
  }

  /** Where a subject that is known by its key changed last, or later. */
  public long lastChangeOfKey(final Object key) {
    return byKey.get(place(key.hashCode()));
  }

  /** Where a subject that is known by its number changed last, or later. */
  public long lastChangeOfIndex(final long index) {
    return byIndex.get(place(Long.hashCode(index)));
  }

  private static int place(final int hash) {
    return (hash * SPREAD) >>> 16;
  }
}
