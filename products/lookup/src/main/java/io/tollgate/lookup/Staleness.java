package io.tollgate.lookup;

/**
 * How old an answer is that could not be confirmed.
 *
 * @param ageNs since it was read from where it is kept.
 * @param staleNs since that place last answered.
 */
public record Staleness(long ageNs, long staleNs) {}
