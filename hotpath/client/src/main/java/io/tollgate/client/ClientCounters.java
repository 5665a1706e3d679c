package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a client does. Any thread. */
final class ClientCounters {
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private final AtomicLong overloaded = new AtomicLong();
  private final AtomicLong unavailable = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong connects = new AtomicLong();

  void sent() {
    sent.getAndIncrement();
  }

  void answered() {
    answered.getAndIncrement();
  }

  void repeated() {
    repeated.getAndIncrement();
  }

  void late() {
    late.getAndIncrement();
  }

  void connected() {
    connects.getAndIncrement();
  }

  /** Counts a call that the client itself refused. */
  void refused(final Reason reason) {
    if (reason == Reason.TIMEOUT) {
      timedOut.getAndIncrement();
    } else if (reason == Reason.OVERLOADED) {
      overloaded.getAndIncrement();
    } else {
      unavailable.getAndIncrement();
    }
  }

  ClientStatistics snapshot() {
    return new ClientStatistics(
        sent.get(),
        answered.get(),
        repeated.get(),
        timedOut.get(),
        overloaded.get(),
        unavailable.get(),
        late.get(),
        connects.get());
  }
}
