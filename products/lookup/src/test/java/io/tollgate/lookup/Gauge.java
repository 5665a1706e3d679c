package io.tollgate.lookup;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock and a source that a test moves. */
final class Gauge implements LookupSource {
  private final AtomicLong nowNs = new AtomicLong(1);
  private volatile boolean down;
  private volatile long lastAnswerNs = 1;

  long nanoTime() {
    return nowNs.get();
  }

  void pass(final Duration time) {
    nowNs.addAndGet(time.toNanos());
  }

  void fail() {
    lastAnswerNs = nowNs.get();
    down = true;
  }

  void recover() {
    down = false;
    lastAnswerNs = nowNs.get();
  }

  @Override
  public boolean isDown() {
    return down;
  }

  @Override
  public long lastAnswerNs() {
    return lastAnswerNs;
  }
}
