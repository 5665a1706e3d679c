package io.tollgate.engine;

import io.tollgate.engine.infra.session.SessionAcceptor;
import org.agrona.concurrent.Agent;

/** What must not be done on the engine thread: meeting clients and reporting errors. */
final class Maintenance implements Agent {
  private final SessionAcceptor acceptor;
  private final EngineErrors errors;
  private final EngineCounters counters;

  Maintenance(
      final SessionAcceptor acceptor, final EngineErrors errors, final EngineCounters counters) {
    this.acceptor = acceptor;
    this.errors = errors;
    this.counters = counters;
  }

  @Override
  public int doWork() {
    errors.report();
    counters.set(EngineCounter.ERRORS, errors.count());
    return acceptor.doWork();
  }

  @Override
  public void onClose() {
    acceptor.onClose();
  }

  @Override
  public String roleName() {
    return "tollgate-acceptor";
  }
}
