package io.tollgate.client;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;

/**
 * A permission in the gate's catalogue.
 *
 * @param reason OK, PERMISSION_UNKNOWN or why there was no answer; other than OK, nothing else
 *     means anything.
 * @param bit 0 to 127; a name's bit never changes.
 * @param minimumTrust an agent needs to use it.
 */
public record PermissionEntry(Reason reason, int bit, Trust minimumTrust) implements GateReply {
  /** No entry. */
  static PermissionEntry refused(final Reason reason) {
    return new PermissionEntry(reason, 0, Trust.TRUSTED);
  }
}
