package io.tollgate.bench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/**
 * Measures what the machine alone makes a thread wait: a thread does nothing but look at the clock,
 * and whatever asks for it at some microsecond is answered when the clock is next seen. So the
 * percentiles are those that a load at a fixed rate cannot get below here.
 */
final class JitterMeter implements Runnable {
  private static final int SIGNIFICANT_DIGITS = 3;

  /** A gap beyond this is no longer the loop itself. */
  private static final long INTERRUPTED_NS = 2_000;

  private static final long TICK_NS = 1_000;

  private final Histogram waits = new Histogram(SIGNIFICANT_DIGITS);
  private final CountDownLatch start;
  private final long durationNs;
  private long interruptions;
  private long lostNs;
  private long longestNs;
  private long watchedNs;

  private JitterMeter(final CountDownLatch start, final long durationNs) {
    this.start = start;
    this.durationNs = durationNs;
  }

  /** Watches with so many threads at once, one for each core. */
  static List<JitterMeter> watch(final int threads, final long durationNs)
      throws InterruptedException {
    final CountDownLatch start = new CountDownLatch(threads);
    final List<JitterMeter> meters = new ArrayList<>();
    final List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      final JitterMeter meter = new JitterMeter(start, durationNs);
      final Thread thread = new Thread(meter, "jitter-" + i);
      thread.setDaemon(true);
      meters.add(meter);
      running.add(thread);
      thread.start();
    }
    for (final Thread thread : running) {
      thread.join();
    }
    return meters;
  }

  @Override
  public void run() {
    start.countDown();
    try {
      start.await();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    final long startedNs = System.nanoTime();
    long lastNs = startedNs;
    long tickNs = startedNs + TICK_NS;
    while (lastNs - startedNs < durationNs) {
      final long nowNs = System.nanoTime();
      tickNs = answerTicks(tickNs, nowNs);
      noteGap(nowNs - lastNs);
      lastNs = nowNs;
    }
    watchedNs = lastNs - startedNs;
  }

  private long answerTicks(final long firstTickNs, final long nowNs) {
    long tickNs = firstTickNs;
    while (tickNs - nowNs <= 0) {
      waits.recordValue(nowNs - tickNs);
      tickNs += TICK_NS;
    }
    return tickNs;
  }

  private void noteGap(final long gapNs) {
    longestNs = Math.max(longestNs, gapNs);
    if (gapNs > INTERRUPTED_NS) {
      interruptions++;
      lostNs += gapNs;
    }
  }

  Histogram waits() {
    return waits;
  }

  long interruptions() {
    return interruptions;
  }

  long lostNs() {
    return lostNs;
  }

  long longestNs() {
    return longestNs;
  }

  long watchedNs() {
    return watchedNs;
  }
}
