package io.tollgate.adminapi.problem;

import io.tollgate.engine.domain.decision.Reason;

/** The HTTP status of a command that the gate refused. */
final class GateStatus {
  private GateStatus() {}

  static int of(final Reason reason) {
    return switch (reason) {
      case NOT_AUTHORIZED, TENANT_FORBIDDEN -> 403;
      case NOT_FOUND, AGENT_UNKNOWN, KEY_UNKNOWN -> 404;
      case ALREADY_EXISTS,
          FINAL_STATE,
          EVENT_CONFLICT,
          AGENT_SUSPENDED,
          AGENT_REVOKED,
          KEY_RETIRED,
          LINK_REVOKED ->
          409;
      case VERSION_CONFLICT -> 412;
      case TABLE_FULL, OVERLOADED, JOURNAL_UNAVAILABLE, DISK_FULL, UNAVAILABLE, TIMEOUT -> 503;
      default -> 422;
    };
  }
}
