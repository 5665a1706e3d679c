package io.tollgate.engine;

import org.agrona.concurrent.status.AtomicCounter;

/** Measures duty cycles: the longest one, and how many were longer than they should be. */
final class StallTracker {
  private final AtomicCounter longest;
  private final AtomicCounter stalled;
  private final long thresholdNs;
  private long lastNs;

  StallTracker(final EngineCounters counters, final long thresholdNs) {
    this.longest = counters.get(EngineCounter.MAX_CYCLE_TIME);
    this.stalled = counters.get(EngineCounter.CYCLES_STALLED);
    this.thresholdNs = thresholdNs;
  }

  void start(final long nowNs) {
    lastNs = nowNs;
  }

  void measure(final long nowNs) {
    final long cycleNs = nowNs - lastNs;
    lastNs = nowNs;
    longest.proposeMaxRelease(cycleNs);
    if (cycleNs > thresholdNs) {
      stalled.incrementRelease();
    }
  }
}
