package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.memory.Slab;

/**
 * How far the state has come. One record of 64 bytes: 0 format version, 8 position, 16 time (ns),
 * 24 batch sequence, 32 sequence of the oldest event id, 40 of the next one. Engine thread only.
 */
public final class StateHeader {
  /** Length of the record. */
  public static final int RECORD_LENGTH = 64;

  /** Version of all tables' layouts together. */
  public static final long FORMAT_VERSION = 4;

  private static final int FORMAT = 0;
  private static final int POSITION = 8;
  private static final int TIME = 16;
  private static final int BATCH_SEQUENCE = 24;
  private static final int OLDEST_EVENT = 32;
  private static final int NEXT_EVENT = 40;

  private final Slab slab;

  StateHeader(final Slab slab) {
    this.slab = slab;
    slab.back(0);
    final long format = slab.getLong(0, FORMAT);
    if (format != 0 && format != FORMAT_VERSION) {
      throw new IllegalStateException("state of format " + format + ", not " + FORMAT_VERSION);
    }
    slab.initLong(0, FORMAT, FORMAT_VERSION);
  }

  /** Journal position of the newest record that the state holds; 0 before the first. */
  public long position() {
    return slab.getLong(0, POSITION);
  }

  /** The engine's time of that record, nanoseconds since the epoch. */
  public long timeNs() {
    return slab.getLong(0, TIME);
  }

  /** Sequence of the newest batch that the state holds; 0 before the first. */
  public long batchSequence() {
    return slab.getLong(0, BATCH_SEQUENCE);
  }

  /** Sequence of the oldest event id that is kept. */
  public long oldestEvent() {
    return slab.getLong(0, OLDEST_EVENT);
  }

  /** Sequence that the next event id will get. */
  public long nextEvent() {
    return slab.getLong(0, NEXT_EVENT);
  }

  void setEvents(final long oldest, final long next) {
    slab.putLong(0, OLDEST_EVENT, oldest);
    slab.putLong(0, NEXT_EVENT, next);
  }

  void advance(final long position, final long timeNs, final long batchSequence) {
    slab.putLong(0, POSITION, position);
    slab.putLong(0, TIME, timeNs);
    slab.putLong(0, BATCH_SEQUENCE, batchSequence);
  }
}
