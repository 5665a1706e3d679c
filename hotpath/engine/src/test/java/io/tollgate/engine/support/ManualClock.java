package io.tollgate.engine.support;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/** Time that passes when told. */
public final class ManualClock implements NanoClock, EpochClock {
  private static final long START_NS = 1_700_000_000_000_000_000L;

  private long nowNs = START_NS;

  /** Lets time pass. */
  public void pass(final long ns) {
    nowNs += ns;
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public long time() {
    return nowNs / 1_000_000;
  }
}
