package io.tollgate.identity.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that seals links; the key itself is nowhere but in the engine's and this process's memory.
 *
 * @param keyId kid, 1 or more.
 * @param tenantId whose links it seals.
 * @param addedAt the engine's time.
 * @param retiredAt since when nothing it sealed is good any more.
 * @param position of the record that last changed it.
 */
public record LinkKey(
    int keyId, int tenantId, Instant addedAt, Optional<Instant> retiredAt, long position) {}
