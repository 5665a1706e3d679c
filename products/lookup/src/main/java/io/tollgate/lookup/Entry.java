package io.tollgate.lookup;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** One value that is kept. */
final class Entry<V> {
  static final long NO_INDEX = -1;

  private final Epoch epoch;
  private final long position;
  private final long readAtNs;
  private final long index;
  private final int bytes;
  private final Optional<Staleness> staleness;
  private volatile Optional<V> value;
  private volatile Standing told = Standing.GOOD;

  Entry(
      final Epoch epoch,
      final Loaded<V> loaded,
      final long readAtNs,
      final long index,
      final int bytes) {
    this.epoch = epoch;
    this.position = loaded.position();
    this.value = loaded.value();
    this.readAtNs = readAtNs;
    this.index = index;
    this.bytes = bytes;
    this.staleness = loaded.staleness();
  }

  /** The journal position as of which it was read. */
  long position() {
    return position;
  }

  long index() {
    return index;
  }

  int bytes() {
    return bytes;
  }

  Optional<V> value() {
    return value;
  }

  /** Where it could not even be confirmed when it was read. */
  Optional<Staleness> staleness() {
    return staleness;
  }

  /** Replaces the value by one that says the same and more. By the follower of changes only. */
  void amend(final UnaryOperator<V> change) {
    value = value.map(change);
  }

  /** What the journal has told of its subject's standing since it was read. */
  Standing told() {
    return told;
  }

  void tell(final Standing standing) {
    told = standing;
  }

  long ageNs(final long nowNs) {
    return nowNs - readAtNs;
  }

  boolean isOf(final Epoch present) {
    return epoch == present;
  }

  /** Whether nothing that was followed in the present epoch came after it was read. */
  boolean isUnchanged(final Epoch present, final Object key) {
    return epoch == present
        && position >= present.beginning()
        && position >= present.lastChangeOfKey(key)
        && (index == NO_INDEX || position >= present.lastChangeOfIndex(index));
  }
}
