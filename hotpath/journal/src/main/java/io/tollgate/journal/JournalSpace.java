package io.tollgate.journal;

import java.util.function.LongSupplier;

/**
 * Whether the disk has room for the journal. Checked now and then by a thread that may wait for the
 * file system; the engine only reads the flag. A supplier that fails counts as no room.
 */
public final class JournalSpace {
  private final LongSupplier usableBytesSupplier;
  private final long minFreeBytes;
  private volatile long usableBytes;
  private volatile boolean low;

  /**
   * @param usableBytesSupplier bytes that may still be written
   * @param minFreeBytes below which there is no room
   */
  public JournalSpace(final LongSupplier usableBytesSupplier, final long minFreeBytes) {
    this.usableBytesSupplier = usableBytesSupplier;
    this.minFreeBytes = minFreeBytes;
    check();
  }

  /** Asks the supplier. Never for the engine's thread. */
  public void check() {
    long bytes;
    try {
      bytes = usableBytesSupplier.getAsLong();
    } catch (final RuntimeException e) {
      bytes = 0;
    }
    usableBytes = bytes;
    low = bytes < minFreeBytes;
  }

  /** Whether there was too little room at the last check. For any thread. */
  public boolean isLow() {
    return low;
  }

  /**
   * Bytes that could be written at the last check; 0 where that could not be found out. For any
   * thread.
   */
  public long usableBytes() {
    return usableBytes;
  }

  /** Below this {@link #isLow()}. */
  public long minFreeBytes() {
    return minFreeBytes;
  }
}
