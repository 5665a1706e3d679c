package io.tollgate.identity.domain;

/**
 * A budget and what became of it, in nano-units.
 *
 * @param budget the limit.
 * @param spentNano in the present period.
 * @param reservedNano held by open reservations.
 */
public record LiveBudget(Budget budget, long spentNano, long reservedNano) {}
