package io.tollgate.identity.flow;

import org.jdbi.v3.core.Handle;

/**
 * What one record changes in the tables. Holds copies, because the record's buffer is used again.
 */
@FunctionalInterface
interface Change {
  /** Nothing. */
  Change NONE = handle -> {};

  /** Writes it. */
  void apply(Handle handle);
}
