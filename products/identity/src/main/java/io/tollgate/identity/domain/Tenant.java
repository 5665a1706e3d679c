package io.tollgate.identity.domain;

import java.time.Instant;

/**
 * A tenant.
 *
 * @param tenantId 0 is the gate's own.
 * @param name unique.
 * @param createdAt the engine's time.
 * @param position of the record that created it.
 */
public record Tenant(int tenantId, String name, Instant createdAt, long position) {}
