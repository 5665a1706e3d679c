package io.tollgate.adminapi.health;

import java.util.function.LongSupplier;

/**
 * A consumer of the journal behind a read model.
 *
 * @param name e.g. identity.
 * @param position up to which record it has applied the journal; may block on the database.
 */
public record JournalFollower(String name, LongSupplier position) {}
