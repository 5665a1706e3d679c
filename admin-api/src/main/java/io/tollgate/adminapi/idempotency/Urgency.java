package io.tollgate.adminapi.idempotency;

import io.tollgate.adminapi.call.CallRequest;
import java.util.Set;

/**
 * What takes rights away waits for nothing. Each of these changes nothing where it was done before,
 * so it is done also where nobody can say whether it was.
 */
public final class Urgency {
  private static final Set<String> CUTTING = Set.of("revokeAgent", "revokeDelegation", "retireKey");

  private Urgency() {}

  /** Whether a request of an operation may neither wait nor be refused for want of a database. */
  public static boolean isUrgent(final String operationId, final CallRequest request) {
    return CUTTING.contains(operationId)
        || (operationId.equals("updateAgent") && request.body().has("trust"));
  }
}
