package io.tollgate.adminapi.idempotency;

import io.tollgate.adminapi.call.CallRequest;
import java.util.Set;

/**
 * What takes rights away waits for nothing. Each of these changes nothing where it was done before,
 * so it is done also where nobody can say whether it was.
 */
final class Urgency {
  private static final String UPDATE = "updateAgent";
  private static final String TRUST = "trust";
  private static final Set<String> CUTTING = Set.of("revokeAgent", "revokeDelegation", "retireKey");

  private Urgency() {}

  /** Whether a request takes rights away and does nothing else. */
  static boolean isCutting(final String operationId, final CallRequest request) {
    return CUTTING.contains(operationId)
        || (operationId.equals(UPDATE)
            && !request.body().has("tier")
            && request.body().optionalText(TRUST).filter("suspended"::equals).isPresent());
  }

  /** Whether a request may not be refused for want of a database. */
  static boolean isUrgent(final String operationId, final CallRequest request) {
    return operationId.equals(UPDATE) && request.body().has(TRUST);
  }
}
