package io.tollgate.engine;

import io.tollgate.engine.infra.latency.LatencyReporter;
import io.tollgate.engine.infra.session.SessionAcceptor;
import org.agrona.concurrent.Agent;

/** What must not be done on the engine thread: meeting clients, reporting errors and times. */
final class Maintenance implements Agent {
  private final SessionAcceptor acceptor;
  private final EngineErrors errors;
  private final LatencyReporter latencies;
  private final EngineCounters counters;

  Maintenance(
      final SessionAcceptor acceptor,
      final EngineErrors errors,
      final LatencyReporter latencies,
      final EngineCounters counters) {
    this.acceptor = acceptor;
    this.errors = errors;
    this.latencies = latencies;
    this.counters = counters;
  }

  @Override
  public int doWork() {
    errors.report();
    counters.set(EngineCounter.ERRORS, errors.count());
    return acceptor.doWork() + latencies.doWork();
  }

  /** The engine thread has ended by then. */
  @Override
  public void onClose() {
    latencies.close();
    acceptor.onClose();
  }

  @Override
  public String roleName() {
    return "tollgate-acceptor";
  }
}
