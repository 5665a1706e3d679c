package io.tollgate.engine;

import io.tollgate.engine.infra.cycle.GateCycle;
import io.tollgate.engine.infra.session.SessionPoller;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The one thread that decides. A duty cycle reads the clock once, does what time makes due, takes
 * requests, appends what was decided to the journal and only then lets the answers be read.
 */
final class GateEngineAgent implements Agent {
  private final EpochNanoClock clock;
  private final StallTracker stalls;
  private final GateCycle cycle;
  private final SessionPoller sessions;
  private final long drainTimeoutNs;
  private final EngineCounters counters;

  GateEngineAgent(
      final EpochNanoClock clock,
      final StallTracker stalls,
      final GateCycle cycle,
      final SessionPoller sessions,
      final long drainTimeoutNs,
      final EngineCounters counters) {
    this.clock = clock;
    this.stalls = stalls;
    this.cycle = cycle;
    this.sessions = sessions;
    this.drainTimeoutNs = drainTimeoutNs;
    this.counters = counters;
  }

  @Override
  public void onStart() {
    stalls.start(clock.nanoTime());
  }

  @Override
  public int doWork() {
    final long nowNs = clock.nanoTime();
    stalls.measure(nowNs);
    counters.set(EngineCounter.TIME, nowNs);
    cycle.begin(nowNs);
    final int work = cycle.housekeep() + sessions.poll(nowNs);
    cycle.end();
    return work;
  }

  /** Answers what clients have sent already, for a bounded time. */
  @Override
  public void onClose() {
    if (!cycle.isWritable()) {
      return;
    }
    final long deadlineNs = clock.nanoTime() + drainTimeoutNs;
    while (doWork() > 0 && clock.nanoTime() < deadlineNs) {
      Thread.onSpinWait();
    }
  }

  @Override
  public String roleName() {
    return "tollgate-engine";
  }
}
