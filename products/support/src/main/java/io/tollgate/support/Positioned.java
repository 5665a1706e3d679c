package io.tollgate.support;

import java.time.Duration;
import java.util.Optional;

/**
 * A result and its place in the journal.
 *
 * @param value the result.
 * @param position of a write: of the record that holds it. Of a read: everything up to and
 *     including this record is in it.
 * @param staleness of a read that could not be confirmed, because the database does not answer.
 */
public record Positioned<T>(T value, long position, Optional<Staleness> staleness) {
  /** A result that is known to be true. */
  public Positioned(final T value, final long position) {
    this(value, position, Optional.empty());
  }

  /**
   * How old a result is that could not be confirmed.
   *
   * @param age since it was read from the database.
   * @param outage since the database last answered.
   */
  public record Staleness(Duration age, Duration outage) {}
}
