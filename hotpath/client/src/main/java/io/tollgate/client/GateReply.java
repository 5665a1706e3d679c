package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;

/** What came of a {@link GateRequest}. Immutable. */
public sealed interface GateReply
    permits GateAnswer, BulkCheckAnswer, AgentSnapshot, PermissionEntry, GateStatus {
  /**
   * {@link Reason#OK}, or why not. The client itself says {@link Reason#UNAVAILABLE} (no gate, or
   * it went away before it answered), {@link Reason#TIMEOUT} (no answer in time) and {@link
   * Reason#OVERLOADED} (too many calls under way, or the gate takes no more now; nothing was
   * decided). After the first two the gate may have decided: to find out, ask again with the same
   * id.
   */
  Reason reason();

  /** Whether the reason is {@link Reason#OK}. */
  default boolean isOk() {
    return reason() == Reason.OK;
  }
}
