/**
 * What happened: one small class for each kind of journal record, carrying absolute results. The
 * live path and a replay hand the same facts to the same {@link
 * io.tollgate.engine.domain.state.FactApplier}.
 *
 * <p>Facts are mutable and reused, so that deciding allocates nothing: their fields are public, and
 * they belong to one thread.
 */
package io.tollgate.engine.domain.fact;
