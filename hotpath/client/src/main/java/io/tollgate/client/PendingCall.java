package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;
import java.util.concurrent.CompletableFuture;

/**
 * A call that has no reply yet. Made in the caller's thread, handed to the client's, which alone
 * changes its state.
 *
 * @param <R> what it is answered with.
 */
final class PendingCall<R extends GateReply> {
  /** Where a call is. */
  enum State {
    /** To be sent. */
    QUEUED,
    /** Sent, and not answered. */
    SENT,
    /** To be sent again after a pause. */
    PAUSED,
    /** Over. */
    DONE
  }

  private final GateRequest<R> request;
  private final RetryPolicy policy;
  private final long giveUpAtNs;
  private final CompletableFuture<R> future = new CompletableFuture<>();
  private State state = State.QUEUED;
  private long correlationId;
  private long number;
  private long dueAtNs;
  private boolean wasSent;

  PendingCall(final GateRequest<R> request, final RetryPolicy policy, final long nowNs) {
    this.request = request;
    this.policy = policy;
    this.giveUpAtNs = nowNs + policy.withinNs();
  }

  GateRequest<R> request() {
    return request;
  }

  CompletableFuture<R> future() {
    return future;
  }

  long giveUpAtNs() {
    return giveUpAtNs;
  }

  /** When an attempt that begins now is over. */
  long attemptEndsAtNs(final long nowNs) {
    final long endsAtNs = nowNs + policy.attemptTimeoutNs();
    return endsAtNs - giveUpAtNs < 0 ? endsAtNs : giveUpAtNs;
  }

  /** Whether it may wait for a gate. */
  boolean mayWait() {
    return policy.repeats();
  }

  /** Whether it may be sent again at a time. */
  boolean mayRepeat(final long atNs) {
    return policy.repeats() && request.isRepeatable() && atNs - giveUpAtNs < 0;
  }

  State state() {
    return state;
  }

  void state(final State value) {
    state = value;
  }

  long correlationId() {
    return correlationId;
  }

  void sentAs(final long newCorrelationId) {
    state = State.SENT;
    correlationId = newCorrelationId;
    wasSent = true;
  }

  /** Whether the gate may have seen it. */
  boolean wasSent() {
    return wasSent;
  }

  /** Its place among all calls of the client; 0 until it has one. */
  long number() {
    return number;
  }

  void number(final long value) {
    number = value;
  }

  /** When something has to happen to it, unless it is over by then. */
  long dueAtNs() {
    return dueAtNs;
  }

  void dueAtNs(final long value) {
    dueAtNs = value;
  }

  /** Ends it with what the gate said; a plain answer to another question is a refusal of it. */
  void complete(final GateReply reply) {
    state = State.DONE;
    if (request.replyType().isInstance(reply)) {
      future.complete(request.replyType().cast(reply));
    } else {
      future.complete(request.refused(reply.isOk() ? Reason.MALFORMED : reply.reason()));
    }
  }

  /** Ends it without an answer of the gate. */
  void refuse(final Reason reason) {
    state = State.DONE;
    future.complete(request.refused(reason));
  }
}
