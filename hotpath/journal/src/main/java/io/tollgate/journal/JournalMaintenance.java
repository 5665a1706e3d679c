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
  private volatile IOException failure;

  JournalMaintenance(
      final JournalContext context,
      final JournalSpace space,
      final JournalForce force,
      final DiskReserve reserve) {
    this.space = space;
    this.reserve = reserve;
    this.force = context.syncPolicy() == SyncPolicy.INTERVAL ? force : null;
    spaceIntervalNs = TimeUnit.MILLISECONDS.toNanos(context.spaceCheckIntervalMs());
    syncIntervalNs = TimeUnit.MILLISECONDS.toNanos(context.syncIntervalMs());
    thread = context.threadFactory().newThread(this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    long nextSpaceNs = System.nanoTime() + spaceIntervalNs;
    long nextSyncNs = force == null ? nextSpaceNs : System.nanoTime() + syncIntervalNs;
    while (running) {
      reserve.keepAhead();
      final long nowNs = System.nanoTime();
      if (nowNs - nextSpaceNs >= 0) {
        space.check();
        nextSpaceNs = nowNs + spaceIntervalNs;
      }
      if (force == null) {
        nextSyncNs = nextSpaceNs;
      } else if (nowNs - nextSyncNs >= 0) {
        sync();
        nextSyncNs = nowNs + syncIntervalNs;
      }
      LockSupport.parkNanos(this, Math.min(nextSpaceNs, nextSyncNs) - System.nanoTime());
    }
  }

  private void sync() {
    if (failure == null) {
      try {
        force.force();
      } catch (final IOException e) {
        // What a failed sync lost, a later one would not bring back; the appender has to stop.
        failure = e;
      }
    }
  }

  /** Why forcing failed, or null where it did not. For any thread. */
  IOException failure() {
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
