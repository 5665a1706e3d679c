package io.tollgate.engine;

import io.tollgate.engine.infra.cycle.GateCycle;
import io.tollgate.engine.infra.latency.CycleLatency;
import io.tollgate.engine.infra.session.SessionPoller;
import org.agrona.concurrent.Agent;

/**
 * The one thread that decides. A duty cycle reads the clock once, does what time makes due, takes
 * requests, appends what was decided to the journal and only then lets the answers be read.
 */
final class GateEngineAgent implements Agent {
  private final EngineClock clock;
  private final StallTracker stalls;
  private final CycleLatency latency;
  private final GateCycle cycle;
  private final SessionPoller sessions;
  private final long drainTimeoutNs;
  private final EngineCounters counters;

  GateEngineAgent(
      final EngineClock clock,
      final StallTracker stalls,
      final CycleLatency latency,
      final GateCycle cycle,
      final SessionPoller sessions,
      final long drainTimeoutNs,
      final EngineCounters counters) {
    this.clock = clock;
    this.stalls = stalls;
    this.latency = latency;
    this.cycle = cycle;
    this.sessions = sessions;
    this.drainTimeoutNs = drainTimeoutNs;
    this.counters = counters;
  }

  @Override
  public void onStart() {
    clock.nanoTime();
    stalls.start(clock.monotonicNs());
    latency.start(clock.monotonicNs());
  }

  @Override
  public int doWork() {
    final long nowNs = clock.nanoTime();
    stalls.measure(clock.monotonicNs());
    latency.cycle(clock.monotonicNs());
    counters.set(EngineCounter.TIME, nowNs);
    if (clock.wasChecked()) {
      countClockSteps();
    }
    cycle.begin(nowNs);
    final int work = cycle.housekeep() + sessions.poll(clock.monotonicNs());
    cycle.end();
    return work;
  }

  private void countClockSteps() {
    counters.set(EngineCounter.CLOCK_STEPS_FORWARD, clock.stepsForward());
    counters.set(EngineCounter.CLOCK_STEPS_BACK, clock.stepsBack());
    counters.set(EngineCounter.CLOCK_AHEAD, clock.aheadNs());
  }

  /** Answers what clients have sent already, for a bounded time. */
  @Override
  public void onClose() {
    if (!cycle.isWritable()) {
      return;
    }
    final long startNs = clock.monotonicNs();
    while (doWork() > 0 && clock.monotonicNs() - startNs < drainTimeoutNs) {
      Thread.onSpinWait();
    }
  }

  @Override
  public String roleName() {
    return "tollgate-engine";
  }
}
