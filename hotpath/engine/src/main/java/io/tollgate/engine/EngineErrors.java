package io.tollgate.engine;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's errors: each distinct one is kept once, with how often and when it was seen, in a
 * mapped file; so that an error in every cycle neither floods a log nor makes the engine thread
 * write one. {@link #report()} brings what is new to the log, from another thread.
 */
final class EngineErrors implements ErrorHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineErrors.class);
  private static final int LENGTH = 256 * 1024;

  private final MappedByteBuffer mapping;
  private final AtomicBuffer buffer;
  private final DistinctErrorLog errors;
  private final ErrorHandler next;
  private final AtomicLong count = new AtomicLong();
  private long reportedCount;
  private long reportedUntilMs;

  /**
   * Errors in a file, which begins empty.
   *
   * @param file to map.
   * @param next told of every error, on the thread that met it; may be null.
   */
  EngineErrors(final Path file, final ErrorHandler next) {
    IoUtil.deleteIfExists(file.toFile());
    this.mapping = IoUtil.mapNewFile(file.toFile(), LENGTH);
    this.buffer = new UnsafeBuffer(mapping);
    this.errors = new DistinctErrorLog(buffer, SystemEpochClock.INSTANCE);
    this.next = next;
  }

  @Override
  public void onError(final Throwable error) {
    errors.record(error);
    count.incrementAndGet();
    if (next != null) {
      next.onError(error);
    }
  }

  /** How many errors there were, alike or not; any thread. */
  long count() {
    return count.get();
  }

  /** Logs the errors that were seen since the last report; not for the engine thread. */
  void report() {
    final long newCount = count.get();
    if (newCount == reportedCount) {
      return;
    }
    reportedCount = newCount;
    final long sinceMs = reportedUntilMs + 1;
    ErrorLogReader.read(
        buffer,
        (times, firstMs, lastMs, text) -> {
          reportedUntilMs = Math.max(reportedUntilMs, lastMs);
          LOG.error("Seen {} times until now: {}", times, text);
        },
        sinceMs);
  }

  @Override
  public void close() {
    report();
    IoUtil.unmap(mapping);
  }
}
