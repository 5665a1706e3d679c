package io.tollgate.audit.proof;

import java.security.SecureRandom;

/**
 * Record ids: UUIDs of version 7 (RFC 9562) that only go up, also when the clock steps back or
 * stands still. A 32-bit counter follows the milliseconds; it begins anew with each millisecond,
 * and where it is used up the id borrows the next millisecond. Allocates nothing. For one thread.
 */
public final class RecordIds {
  private static final long COUNTER_LIMIT = 1L << 32;
  private static final int RANDOM_BITS = 42;
  private static final long RANDOM_MASK = (1L << RANDOM_BITS) - 1;
  private static final long VERSION = 0x7L << 12;
  private static final long VARIANT = 0x2L << 62;
  private static final long MS_MASK = (1L << 48) - 1;

  private long ms;
  private long counter;
  private long random;

  /** A generator whose first id is of the given millisecond, or later. */
  public RecordIds() {
    random = new SecureRandom().nextLong();
  }

  /** Goes on after an id given before, as a log does when it is opened again. */
  public void resumeAfter(final long high, final long low) {
    ms = high >>> 16;
    counter = ((high & 0xfff) << 20) | ((low >>> RANDOM_BITS) & 0xfffff);
  }

  /** Goes on after a record. */
  public void resumeAfter(final AuditRecord record) {
    resumeAfter(record.recordIdHigh(), record.recordIdLow());
  }

  /** Takes the time for the next id, epoch milliseconds; a time gone by changes nothing. */
  public void next(final long epochMs) {
    counter++;
    final long now = epochMs & MS_MASK;
    if (now > ms) {
      ms = now;
      counter = 0;
    } else if (counter == COUNTER_LIMIT) {
      ms++;
      counter = 0;
    }
    // SplitMix64: spreads one random seed over all ids, so that two logs never give the same.
    random += 0x9e3779b97f4a7c15L;
  }

  /** Writes the id that {@link #next} took the time for. */
  public void write(final byte[] out, final int offset) {
    LittleEndian.putInt64(out, offset, Long.reverseBytes(high()));
    LittleEndian.putInt64(out, offset + Long.BYTES, Long.reverseBytes(low()));
  }

  private long high() {
    return (ms << 16) | VERSION | (counter >>> 20);
  }

  private long low() {
    return VARIANT | ((counter & 0xfffff) << RANDOM_BITS) | (mixed() & RANDOM_MASK);
  }

  private long mixed() {
    long z = random;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
