package io.tollgate.ops.journal;

import java.time.Instant;

/** Turns the journal's times into those that people read. */
public final class Times {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Times() {}

  /** A time of epoch nanoseconds, UTC. */
  public static Instant of(final long timeNs) {
    return Instant.ofEpochSecond(
        Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND));
  }
}
