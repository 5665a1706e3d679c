package io.tollgate.identity.service;

import io.tollgate.support.Positioned;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.ReadModel;
import io.tollgate.support.database.Database;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.error.UnseenWriteException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * What the parts of the service share.
 *
 * @param gate commands and queries in the operator's name.
 * @param database for what is not worked out from the journal.
 * @param numbers held by who gives out numbers. A number is given where everything in the journal
 *     is known, so that it is new even where the process before died right after it gave one.
 * @param readModel what was worked out from the journal.
 * @param clock for expiries.
 * @param random for keys, salts and ids.
 */
record IdentityParts(
    GateCommands gate,
    Database database,
    NumberLock numbers,
    ReadModel readModel,
    InstantSource clock,
    SecureRandom random) {

  /** Reads something that must exist. */
  <T> Positioned<T> require(
      final String kind,
      final Object id,
      final long atLeastPosition,
      final Function<Handle, Optional<T>> query) {
    final Positioned<Optional<T>> found = readModel.read(atLeastPosition, query);
    return new Positioned<>(
        found.value().orElseThrow(() -> new NotFoundException(kind, id)), found.position());
  }

  /**
   * What was written, as the read model shows it from its position on. Where the read model is
   * late, what is thrown says that the write stands: its wanted position is the record's.
   *
   * @throws UnseenWriteException where the database does not answer; the write stands.
   */
  <T> Positioned<T> written(
      final String kind,
      final Object id,
      final long position,
      final Function<Handle, Optional<T>> query) {
    try {
      return new Positioned<>(require(kind, id, position, query).value(), position);
    } catch (final UnavailableException ex) {
      throw new UnseenWriteException(position, ex);
    }
  }

  /** The read model, having applied everything that is in the journal now. */
  <T> T readEverything(final Function<Handle, T> query) {
    return readModel.read(gate.journalPosition(), query).value();
  }
}
