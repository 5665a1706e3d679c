package io.tollgate.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Blocking calls at a rate, each at its own moment, on as many threads as may have to wait at once.
 * A time begins when its call was meant to: what had to wait for a free thread, or for its thread
 * to wake up, waited.
 */
final class PacedCalls {
  private static final double NS_A_SECOND = 1e9;
  private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);

  private final int ratePerSecond;
  private final int calls;
  private final AtomicInteger next = new AtomicInteger();
  private long startNs;

  /** Makes one call, and throws where its answer is not the one that was expected. */
  interface Call {
    void make(int number) throws Exception;
  }

  /** What a thread calls by. */
  interface Caller {
    Call open() throws Exception;
  }

  /**
   * What came of it.
   *
   * @param times ns, from each intended moment.
   * @param perSecond calls answered a second, until the last answer.
   */
  record Outcome(Histogram times, double perSecond) {}

  private PacedCalls(final int ratePerSecond, final int calls) {
    this.ratePerSecond = ratePerSecond;
    this.calls = calls;
  }

  /** Makes so many calls, numbered from 0. */
  static Outcome run(
      final int ratePerSecond, final int calls, final int threads, final Caller caller)
      throws Exception {
    return new PacedCalls(ratePerSecond, calls).run(threads, caller);
  }

  private Outcome run(final int threads, final Caller caller) throws Exception {
    final List<Call> lines = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      lines.add(caller.open());
    }
    final ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      startNs = System.nanoTime();
      final List<Future<Histogram>> running =
          lines.stream().map(line -> pool.submit(() -> call(line))).toList();
      final Histogram all = new Histogram(HIGHEST_NS, 3);
      for (final Future<Histogram> one : running) {
        all.add(one.get());
      }
      final double tookNs = System.nanoTime() - startNs;
      return new Outcome(all, calls * NS_A_SECOND / tookNs);
    } catch (final ExecutionException e) {
      throw new IllegalStateException("a look-up went wrong: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Histogram call(final Call line) throws Exception {
    final Histogram times = new Histogram(HIGHEST_NS, 3);
    for (int number = next.getAndIncrement(); number < calls; number = next.getAndIncrement()) {
      final long intendedNs = startNs + (long) (number * NS_A_SECOND / ratePerSecond);
      long earlyNs = intendedNs - System.nanoTime();
      while (earlyNs > 0) {
        LockSupport.parkNanos(earlyNs);
        earlyNs = intendedNs - System.nanoTime();
      }
      line.make(number);
      times.recordValue(System.nanoTime() - intendedNs);
    }
    return times;
  }
}
