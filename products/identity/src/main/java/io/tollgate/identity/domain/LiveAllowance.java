package io.tollgate.identity.domain;

/**
 * A quota and what was used of it, in units of the resource.
 *
 * @param quota the limits.
 * @param hourUsed in the present hour (UTC), open reservations included.
 * @param dayUsed in the present day.
 * @param monthUsed in the present month.
 * @param held by open reservations.
 * @param totalUsed consumed and committed ever.
 */
public record LiveAllowance(
    Quota quota, long hourUsed, long dayUsed, long monthUsed, long held, long totalUsed) {}
