package io.tollgate.engine.infra.latency;

import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.TimedHistograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * Once an interval, takes what the engine thread has timed, appends it to the log, adds it to the
 * sums since the start and replaces the file in which others read both. Runs in a thread of its own
 * or the maintenance's, never in the engine's. Where a file cannot be written, the times are kept
 * in the sums and the engine goes on.
 */
public final class LatencyReporter implements AutoCloseable {
  private final CycleLatency latency;
  private final LatencyLog log;
  private final Path snapshotFile;
  private final long intervalNs;
  private final NanoClock clock;
  private final EpochClock epochClock;
  private final ErrorHandler errors;
  private final TimedHistograms total = new TimedHistograms();
  private final long startedMs;
  private long intervalStartMs;
  private long dueNs;
  private boolean isExchanging;

  /**
   * A reporter whose first interval begins now.
   *
   * @param latency that the engine thread records.
   * @param log of intervals.
   * @param snapshotFile for other processes; there is none before the first report and after the
   *     end.
   * @param intervalNs between two reports.
   * @param clock monotonic.
   * @param epochClock for the times in the files.
   * @param errors is told what goes wrong.
   */
  public LatencyReporter(
      final CycleLatency latency,
      final LatencyLog log,
      final Path snapshotFile,
      final long intervalNs,
      final NanoClock clock,
      final EpochClock epochClock,
      final ErrorHandler errors) {
    this.latency = latency;
    this.log = log;
    this.snapshotFile = snapshotFile;
    this.intervalNs = intervalNs;
    this.clock = clock;
    this.epochClock = epochClock;
    this.errors = errors;
    this.startedMs = epochClock.time();
    this.intervalStartMs = startedMs;
    this.dueNs = clock.nanoTime() + intervalNs;
    deleteSnapshot();
  }

  /**
   * Does what is due.
   *
   * @return how much was done.
   */
  public int doWork() {
    if (isExchanging) {
      if (!latency.isExchanged()) {
        return 0;
      }
      isExchanging = false;
      report(latency.filled());
      return 1;
    }
    final long nowNs = clock.nanoTime();
    if (nowNs - dueNs < 0) {
      return 0;
    }
    dueNs = Math.max(dueNs + intervalNs, nowNs);
    latency.exchange();
    isExchanging = true;
    return 1;
  }

  private void report(final TimedHistograms interval) {
    final long nowMs = Math.max(intervalStartMs, epochClock.time());
    interval.label("", intervalStartMs, nowMs);
    intervalStartMs = nowMs;
    total.add(interval);
    total.label(LatencySnapshot.TOTAL, startedMs, nowMs);
    try {
      log.append(interval, nowMs);
      new LatencySnapshot(interval, total).write(snapshotFile);
    } catch (final IOException e) {
      errors.onError(e);
    }
  }

  /** An engine that was killed leaves one. */
  private void deleteSnapshot() {
    try {
      Files.deleteIfExists(snapshotFile);
    } catch (final IOException e) {
      errors.onError(e);
    }
  }

  /** Reports the last interval; only when the engine thread has ended. */
  @Override
  public void close() {
    if (isExchanging && latency.isExchanged()) {
      report(latency.filled());
    }
    report(latency.unfinished());
    deleteSnapshot();
    try {
      log.close();
    } catch (final IOException e) {
      errors.onError(e);
    }
  }
}
