package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.Unattributed;
import io.tollgate.engine.domain.state.FactApplier;

/**
 * Refusals that belong to no known agent: counted by reason, and written down as one record a
 * second, so that nobody can fill the disk from outside. Engine thread only.
 */
public final class Refusals {
  private static final long INTERVAL_NS = 1_000_000_000L;
  private static final int REASONS = 256;

  private final long[] pending = new long[REASONS];
  private final Unattributed fact = new Unattributed();
  private boolean hasPending;
  private boolean isSummaryUnconfirmed;
  private long lastSummaryNs = Long.MIN_VALUE;

  /** Counts a refusal. */
  public void count(final Reason reason) {
    pending[reason.code()]++;
    hasPending = true;
  }

  /** The journal has the batch, and with it any summary. */
  public void commit() {
    isSummaryUnconfirmed = false;
  }

  /** The batch was taken back: what its summary said is still to be said. */
  public void rollback() {
    if (isSummaryUnconfirmed) {
      for (int i = 0; i < fact.size(); i++) {
        pending[fact.reasonCode(i)] += fact.count(i);
      }
      hasPending = true;
      isSummaryUnconfirmed = false;
      lastSummaryNs = Long.MIN_VALUE;
    }
  }

  void summarise(final FactApplier applier, final Recorder recorder) {
    final long nowNs = applier.timeNs();
    if (!hasPending || (lastSummaryNs != Long.MIN_VALUE && nowNs - lastSummaryNs < INTERVAL_NS)) {
      return;
    }
    fact.clear();
    for (int code = 0; code < REASONS; code++) {
      if (pending[code] != 0) {
        fact.add(code, pending[code]);
        pending[code] = 0;
      }
    }
    hasPending = false;
    isSummaryUnconfirmed = true;
    lastSummaryNs = nowNs;
    applier.applyMark();
    recorder.unattributed(fact);
  }
}
