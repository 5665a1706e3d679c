package io.tollgate.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The journal's one thread besides the engine's: looks at the room left on the disk, and forces
 * under INTERVAL.
 */
final class JournalMaintenance implements Runnable, AutoCloseable {
  private final JournalSpace space;
  private final JournalForce force;
  private final DiskReserve reserve;
  private final long spaceIntervalNs;
  private final long syncIntervalNs;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile Exception failure;

  JournalMaintenance(
      final JournalContext context,
      final JournalSpace space,
      final JournalForce force,
      final DiskReserve reserve) {
    this.space = space;
    this.reserve = reserve;
    this.force = context.syncPolicy() == SyncPolicy.INTERVAL ? force : null;
    spaceIntervalNs = TimeUnit.MILLISECONDS.toNanos(context.spaceCheckIntervalMs());
    syncIntervalNs =
        force == null ? spaceIntervalNs : TimeUnit.MILLISECONDS.toNanos(context.syncIntervalMs());
    thread = context.threadFactory().newThread(this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    long nextSpaceNs = System.nanoTime() + spaceIntervalNs;
    long nextSyncNs = System.nanoTime() + syncIntervalNs;
    while (running && failure == null) {
      final long nowNs = System.nanoTime();
      final boolean isSpaceDue = nowNs - nextSpaceNs >= 0;
      final boolean isSyncDue = nowNs - nextSyncNs >= 0;
      work(isSpaceDue, isSyncDue);
      nextSpaceNs = isSpaceDue ? nowNs + spaceIntervalNs : nextSpaceNs;
      nextSyncNs = isSyncDue ? nowNs + syncIntervalNs : nextSyncNs;
      LockSupport.parkNanos(this, Math.min(nextSpaceNs, nextSyncNs) - System.nanoTime());
    }
  }

  private void work(final boolean isSpaceDue, final boolean isSyncDue) {
    try {
      reserve.keepAhead();
      if (isSpaceDue) {
        space.check();
      }
      if (isSyncDue && force != null) {
        force.force();
      }
    } catch (final IOException | RuntimeException e) {
      // What a failed sync lost, a later one would not bring back; the appender has to stop.
      failure = e;
    }
  }

  /** Why the thread ended before its time, or null where it did not. For any thread. */
  Exception failure() {
    return failure;
  }

  /** Returns when the thread has ended. */
  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (final InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
