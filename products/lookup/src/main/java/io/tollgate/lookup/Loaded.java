package io.tollgate.lookup;

import java.util.Optional;

/**
 * What was read from where it is kept.
 *
 * @param value empty where there is no such thing.
 * @param position every journal record up to this one was applied before it was read.
 * @param staleness where whoever was asked could not confirm it; then it is not kept.
 */
public record Loaded<V>(Optional<V> value, long position, Optional<Staleness> staleness) {
  /** What is known to be true. */
  public Loaded(final Optional<V> value, final long position) {
    this(value, position, Optional.empty());
  }
}
