/**
 * All hot state: the tables, what facts do to them, and a dump in canonical order that is the same
 * byte for byte for the live state and for a replay of the journal.
 */
package io.tollgate.engine.domain.state;
