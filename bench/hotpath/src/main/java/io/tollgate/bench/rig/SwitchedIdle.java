package io.tollgate.bench.rig;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Spins while it is this process's turn and sleeps while it is another's, so that the gate and the
 * echo can be measured in turns without one of them taking a core from the other.
 */
final class SwitchedIdle implements IdleStrategy {
  private static final long SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private volatile boolean isResting;

  /** Any thread. */
  void rest(final boolean value) {
    isResting = value;
  }

  @Override
  public void idle(final int workCount) {
    if (workCount <= 0) {
      idle();
    }
  }

  @Override
  public void idle() {
    if (isResting) {
      LockSupport.parkNanos(SLEEP_NS);
    } else {
      Thread.onSpinWait();
    }
  }

  @Override
  public void reset() {}

  @Override
  public String alias() {
    return "switched";
  }
}
