package io.tollgate.client;

/** Takes what the gate said. */
@FunctionalInterface
interface ReplySink {
  /** A reply, and the correlation id of its request. */
  void onReply(long correlationId, GateReply reply);
}
