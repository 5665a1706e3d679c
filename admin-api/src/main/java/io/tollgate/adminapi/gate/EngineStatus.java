package io.tollgate.adminapi.gate;

import io.tollgate.engine.domain.decision.Reason;
import java.time.Instant;

/**
 * How the engine is.
 *
 * @param position of its newest record.
 * @param time its time.
 * @param startedAt when it took over.
 * @param agents how many it knows.
 * @param keys how many it knows.
 * @param reservations open or remembered.
 * @param events event ids remembered.
 * @param writable OK, DISK_FULL or JOURNAL_UNAVAILABLE.
 */
public record EngineStatus(
    long position,
    Instant time,
    Instant startedAt,
    long agents,
    long keys,
    long reservations,
    long events,
    Reason writable) {}
