package io.tollgate.lookup;

/** Where values are kept, and whether it answers. Any thread; never blocks. */
public interface LookupSource {
  /** Whether it is known not to answer. */
  boolean isDown();

  /** Nanosecond time at which it last answered. */
  long lastAnswerNs();
}
