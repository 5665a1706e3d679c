package io.tollgate.support;

/**
 * A result and its place in the journal.
 *
 * @param value the result.
 * @param position of a write: of the record that holds it. Of a read: the read model had applied
 *     every record up to and including this one.
 */
public record Positioned<T>(T value, long position) {}
