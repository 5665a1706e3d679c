package io.tollgate.adminapi.queue;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.ApiCall;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.support.error.UnavailableException;
import java.util.Set;

/**
 * Puts a write that cannot be done now into the queue, where its caller would rather wait. Nothing
 * of an agent overtakes what waits of it, but what takes rights away, which never waits. Money
 * never waits either, nor does anything whose answer is needed at once.
 */
public final class DeferredWrites {
  private static final Set<String> OPERATIONS =
      Set.of("describeAgent", "rotateAgentKey", "setQuota", "updateAgent");

  private final WriteQueue queue;
  private final WriteRunner runner;

  /** Into a queue, from which a runner takes them. */
  public DeferredWrites(final WriteQueue queue, final WriteRunner runner) {
    this.queue = queue;
    this.runner = runner;
  }

  /** The same call, which may be done later. */
  public ApiCall wrap(final String operationId, final ApiCall onceOnly) {
    if (!OPERATIONS.contains(operationId)) {
      return onceOnly;
    }
    runner.put(operationId, onceOnly);
    return request ->
        operationId.equals("updateAgent") && request.body().has("trust")
            ? onceOnly.answer(request)
            : inOrder(operationId, onceOnly, request);
  }

  private Answer inOrder(
      final String operationId, final ApiCall onceOnly, final CallRequest request) {
    // What is forced is wanted now; it is not kept that it was.
    final boolean mayWait =
        request.mayWait() && request.idempotencyKey().isPresent() && !request.isForced();
    if (queue.hasWaiting(request.agentId().hex())) {
      if (mayWait) {
        return queued(operationId, request);
      }
      throw new ProblemException(
          Problem.of(
              ApiReason.WRITES_WAIT,
              "earlier writes of this agent wait; ask again, or send Idempotency-Key and Prefer: respond-async"));
    }
    try {
      return onceOnly.answer(request);
    } catch (final UnavailableException unavailable) {
      if (!mayWait) {
        throw unavailable;
      }
      return queued(operationId, request);
    }
  }

  private Answer queued(final String operationId, final CallRequest request) {
    final WriteState state = queue.offer(operationId, request.saved());
    return Answer.accepted(QueueJson.of(state)).withLocation("/v1/queue/" + state.id());
  }
}
