package io.tollgate.ops.demo;

import io.tollgate.engine.domain.decision.Reason;

/** Where each request of a run stands. For one thread. */
final class RequestStates {

  static final byte NEW = 0;
  static final byte RESERVING = 1;
  static final byte COMMITTING = 2;
  static final byte COMMITTED = 3;
  static final byte REFUSED = 4;

  private final byte[] states;
  private final Reason[] reasons;
  private final long[] intendedNs;
  private int done;

  RequestStates(final int requests) {
    states = new byte[requests];
    reasons = new Reason[requests];
    intendedNs = new long[requests];
  }

  byte get(final int request) {
    return states[request];
  }

  void set(final int request, final byte state) {
    states[request] = state;
    if (state == COMMITTED) {
      done++;
    }
  }

  void refuse(final int request, final Reason reason) {
    states[request] = REFUSED;
    reasons[request] = reason;
    done++;
  }

  /** Why it was refused; null where it was not. */
  Reason reason(final int request) {
    return reasons[request];
  }

  boolean isOpen(final int request) {
    return states[request] == RESERVING || states[request] == COMMITTING;
  }

  /** Sets when the step that is to come should have been sent. */
  void intend(final int request, final long timeNs) {
    intendedNs[request] = timeNs;
  }

  long intendedNs(final int request) {
    return intendedNs[request];
  }

  /** How many are committed or refused. */
  int done() {
    return done;
  }
}
