package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;

/**
 * How the gate is.
 *
 * @param reason other than OK, there is no status and nothing else means anything.
 * @param position of the newest record.
 * @param timeNs the engine's time, nanoseconds since the epoch.
 * @param startedAtNs when the engine started, nanoseconds since the epoch.
 * @param agents registered.
 * @param keys known, retired ones included.
 * @param reservations open or remembered.
 * @param events event ids remembered.
 * @param writable OK, DISK_FULL or JOURNAL_UNAVAILABLE.
 */
public record GateStatus(
    Reason reason,
    long position,
    long timeNs,
    long startedAtNs,
    long agents,
    long keys,
    long reservations,
    long events,
    Reason writable)
    implements GateReply {
  /** No status. */
  static GateStatus refused(final Reason reason) {
    return new GateStatus(reason, 0, 0, 0, 0, 0, 0, 0, reason);
  }
}
