package io.tollgate.bench.rig;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Idles as it is told while it is this process's turn and sleeps while it is another's, so that the
 * gate and the echo can be measured in turns without one of them taking a core from the other.
 */
final class SwitchedIdle implements IdleStrategy {
  private static final long SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final IdleStrategy awake;
  private volatile boolean isResting;

  SwitchedIdle(final RigIdle awake) {
    this.awake = awake.strategy();
  }

  /** Any thread. */
  void rest(final boolean value) {
    isResting = value;
  }

  @Override
  public void idle(final int workCount) {
    if (workCount > 0) {
      reset();
    } else {
      idle();
    }
  }

  @Override
  public void idle() {
    if (isResting) {
      LockSupport.parkNanos(SLEEP_NS);
    } else {
      awake.idle();
    }
  }

  @Override
  public void reset() {
    awake.reset();
  }

  @Override
  public String alias() {
    return "switched";
  }
}
