package io.tollgate.bench.rig;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** What a thread of the rig does while there is nothing to do. */
public enum RigIdle {
  /** Has need of a core of its own. */
  SPIN,
  /** Takes what nobody else wants of a core. */
  YIELD,
  /** As an engine does by default: sleeps 50 µs at the most. */
  ENGINE,
  /** As the client library does by default: sleeps 1 ms at the most. */
  CLIENT;

  private static final long MIN_PARK_NS = 1_000;

  /** Of a command line. */
  static RigIdle ofWord(final String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** For a command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One for a thread. */
  public IdleStrategy strategy() {
    return switch (this) {
      case SPIN -> new BusySpinIdleStrategy();
      case YIELD -> new YieldingIdleStrategy();
      case ENGINE ->
          new BackoffIdleStrategy(1_000, 100, MIN_PARK_NS, TimeUnit.MICROSECONDS.toNanos(50));
      case CLIENT ->
          new BackoffIdleStrategy(100, 20, MIN_PARK_NS, TimeUnit.MILLISECONDS.toNanos(1));
    };
  }
}
