package io.tollgate.adminapi.health;

import io.tollgate.support.consumer.StatusFile;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A consumer of the journal behind a read model.
 *
 * @param name e.g. identity.
 * @param position up to which record it has applied the journal; may block on the database.
 * @param said what it last said of itself; empty where nobody knows.
 */
public record JournalFollower(
    String name, LongSupplier position, Supplier<Optional<StatusFile.Said>> said) {

  /** One that says nothing of itself. */
  public JournalFollower(final String name, final LongSupplier position) {
    this(name, position, Optional::empty);
  }
}
