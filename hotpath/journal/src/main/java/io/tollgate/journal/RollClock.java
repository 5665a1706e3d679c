package io.tollgate.journal;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The queue's clock: the time of the batch that is being appended, so that records roll into the
 * file of their own hour, no clock is read, and the files do not depend on when a batch is
 * replayed.
 */
final class RollClock implements TimeProvider {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private volatile long floorMs;
  private final AtomicLong nowMs = new AtomicLong();

  /**
   * From now on the time is never before it, epoch milliseconds; keeps batches out of a file that
   * was closed already.
   */
  void floorMs(final long floorMs) {
    this.floorMs = floorMs;
  }

  void timeNs(final long timeNs) {
    // Released, not fenced: a fence would wait until every write before it is out of this core.
    nowMs.setRelease(Math.max(floorMs, timeNs / NANOS_PER_MILLI));
  }

  @Override
  public long currentTimeMillis() {
    return nowMs.getAcquire();
  }
}
