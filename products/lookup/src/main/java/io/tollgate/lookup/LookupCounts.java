package io.tollgate.lookup;

/**
 * What a cache has done since it was made.
 *
 * @param hits answered from what was kept.
 * @param misses read, because nothing that could be answered was kept.
 * @param joined waited for somebody else's read of the same.
 * @param bypassed read, because changes were not followed just then.
 * @param staleServed answered although it could not be confirmed.
 * @param staleRefused not answered, because what was kept may not be answered unconfirmed.
 * @param changes pushed changes.
 * @param drops how often everything was dropped.
 * @param entries kept now.
 */
public record LookupCounts(
    long hits,
    long misses,
    long joined,
    long bypassed,
    long staleServed,
    long staleRefused,
    long changes,
    long drops,
    long entries) {}
