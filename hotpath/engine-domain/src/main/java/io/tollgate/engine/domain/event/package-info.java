/** Ids that callers chose: event ids that count once, and reservations with their life cycle. */
package io.tollgate.engine.domain.event;
