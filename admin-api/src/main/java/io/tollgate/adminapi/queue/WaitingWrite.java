package io.tollgate.adminapi.queue;

import io.tollgate.adminapi.call.SavedRequest;

/**
 * A write that waits.
 *
 * @param id 32 hex digits.
 * @param operationId of the contract.
 * @param agentId of whom; writes of one agent are done in their order.
 * @param queuedAtMs milliseconds since the epoch.
 */
record WaitingWrite(
    String id, String operationId, String agentId, long queuedAtMs, SavedRequest request) {

  /** Whether another request is the same, sent once more. */
  boolean isSameKey(final SavedRequest other) {
    return request.caller().subject().equals(other.caller().subject())
        && key(request).equals(key(other));
  }

  /** Whether another request asks for the very same. */
  boolean isSame(final String otherOperation, final SavedRequest other) {
    return operationId.equals(otherOperation)
        && request.route().equals(other.route())
        && request.headers().equals(other.headers())
        && request.body().equals(other.body());
  }

  private static String key(final SavedRequest saved) {
    return saved.headers().get("Idempotency-Key");
  }
}
