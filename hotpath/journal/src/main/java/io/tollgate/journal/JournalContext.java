package io.tollgate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * How a journal is kept. Set what differs from the defaults, then hand it to {@link
 * JournalAppender#open}.
 */
public final class JournalContext {
  /** Default of {@link #minFreeBytes(long)}. */
  public static final long DEFAULT_MIN_FREE_BYTES = 512L * 1024 * 1024;

  /** Default of {@link #syncIntervalMs(long)}. */
  public static final long DEFAULT_SYNC_INTERVAL_MS = 20;

  /** Default of {@link #spaceCheckIntervalMs(long)}. */
  public static final long DEFAULT_SPACE_CHECK_INTERVAL_MS = 100;

  /** Default of {@link #blockSizeBytes(int)}. */
  public static final int DEFAULT_BLOCK_SIZE_BYTES = 64 * 1024 * 1024;

  private static final int MIN_BLOCK_SIZE_BYTES = 64 * 1024;

  private Path directory;
  private SyncPolicy syncPolicy = SyncPolicy.INTERVAL;
  private long syncIntervalMs = DEFAULT_SYNC_INTERVAL_MS;
  private long spaceCheckIntervalMs = DEFAULT_SPACE_CHECK_INTERVAL_MS;
  private long minFreeBytes = DEFAULT_MIN_FREE_BYTES;
  private int blockSizeBytes = DEFAULT_BLOCK_SIZE_BYTES;
  private RollCycle rollCycle = RollCycles.FAST_HOURLY;
  private LongSupplier usableBytes;
  private ThreadFactory threadFactory;

  /** Where the journal's files lie; it is created, for this user alone, where it is missing. */
  public JournalContext directory(final Path directory) {
    this.directory = directory;
    return this;
  }

  /** See {@link #directory(Path)}. */
  public Path directory() {
    return directory;
  }

  /** When an appended batch is forced to the disk; {@link SyncPolicy#INTERVAL} by default. */
  public JournalContext syncPolicy(final SyncPolicy syncPolicy) {
    this.syncPolicy = syncPolicy;
    return this;
  }

  /** See {@link #syncPolicy(SyncPolicy)}. */
  public SyncPolicy syncPolicy() {
    return syncPolicy;
  }

  /** How often {@link SyncPolicy#INTERVAL} forces, milliseconds, at least 1. */
  public JournalContext syncIntervalMs(final long syncIntervalMs) {
    this.syncIntervalMs = syncIntervalMs;
    return this;
  }

  /** See {@link #syncIntervalMs(long)}. */
  public long syncIntervalMs() {
    return syncIntervalMs;
  }

  /** How often the room left on the disk is looked at, milliseconds, at least 1. */
  public JournalContext spaceCheckIntervalMs(final long spaceCheckIntervalMs) {
    this.spaceCheckIntervalMs = spaceCheckIntervalMs;
    return this;
  }

  /** See {@link #spaceCheckIntervalMs(long)}. */
  public long spaceCheckIntervalMs() {
    return spaceCheckIntervalMs;
  }

  /**
   * With less room than this on the disk nothing is appended. A write into a mapped page for which
   * the disk has no room is a fault and not an error that could be answered, so this has to be more
   * than everything that shares the disk can write between two checks.
   */
  public JournalContext minFreeBytes(final long minFreeBytes) {
    this.minFreeBytes = minFreeBytes;
    return this;
  }

  /** See {@link #minFreeBytes(long)}. */
  public long minFreeBytes() {
    return minFreeBytes;
  }

  /**
   * Bytes that are mapped at a time, at least 64 KiB; a quarter as much again is mapped beyond, as
   * overlap.
   */
  public JournalContext blockSizeBytes(final int blockSizeBytes) {
    this.blockSizeBytes = blockSizeBytes;
    return this;
  }

  /** See {@link #blockSizeBytes(int)}. */
  public int blockSizeBytes() {
    return blockSizeBytes;
  }

  /**
   * How the journal is cut into files, by the batches' time; hourly by default. A journal keeps the
   * one it began with.
   */
  public JournalContext rollCycle(final RollCycle rollCycle) {
    this.rollCycle = rollCycle;
    return this;
  }

  /** See {@link #rollCycle(RollCycle)}. */
  public RollCycle rollCycle() {
    return rollCycle;
  }

  /**
   * Says how many bytes may still be written to the disk; by default asks the directory's file
   * system.
   */
  public JournalContext usableBytes(final LongSupplier usableBytes) {
    this.usableBytes = usableBytes;
    return this;
  }

  /** See {@link #usableBytes(LongSupplier)}. */
  public LongSupplier usableBytes() {
    return usableBytes;
  }

  /**
   * Makes the one thread that checks room and forces; by default a daemon named {@code journal}.
   */
  public JournalContext threadFactory(final ThreadFactory threadFactory) {
    this.threadFactory = threadFactory;
    return this;
  }

  /** See {@link #threadFactory(ThreadFactory)}. */
  public ThreadFactory threadFactory() {
    return threadFactory;
  }

  /**
   * Checks the settings and fills in what was left out.
   *
   * @throws IllegalArgumentException where a setting is out of its range
   */
  public JournalContext conclude() {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(syncPolicy, "syncPolicy");
    Objects.requireNonNull(rollCycle, "rollCycle");
    requireAtLeast("syncIntervalMs", syncIntervalMs, 1);
    requireAtLeast("spaceCheckIntervalMs", spaceCheckIntervalMs, 1);
    requireAtLeast("blockSizeBytes", blockSizeBytes, MIN_BLOCK_SIZE_BYTES);
    requireAtLeast("minFreeBytes", minFreeBytes, 2L * blockSizeBytes);
    if (usableBytes == null) {
      usableBytes = () -> usableBytesOf(directory);
    }
    if (threadFactory == null) {
      threadFactory =
          runnable -> {
            final Thread thread = new Thread(runnable, "journal");
            thread.setDaemon(true);
            return thread;
          };
    }
    return this;
  }

  /** The longest batch that fits into what is mapped at a time, bytes. */
  int maxBatchBytes() {
    return Math.min(BatchFormat.MAX_LENGTH, blockSizeBytes / 8);
  }

  private static void requireAtLeast(final String name, final long value, final long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }

  private static long usableBytesOf(final Path directory) {
    try {
      final FileStore store = Files.getFileStore(directory);
      return store.getUsableSpace();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
