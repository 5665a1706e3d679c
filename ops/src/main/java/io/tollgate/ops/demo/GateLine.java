package io.tollgate.ops.demo;

import io.tollgate.engine.domain.decision.Reason;

/**
 * The demo's line to the gate: pipelined, for one thread. It breaks when the gate stops and can be
 * made anew when the gate is back.
 */
interface GateLine extends AutoCloseable {

  /** Takes answers. */
  @FunctionalInterface
  interface AnswerHandler {
    /**
     * Called for each answer.
     *
     * @param reason OK where it was allowed
     */
    void onAnswer(long correlationId, Reason reason);
  }

  /**
   * Offers a reservation of an agent.
   *
   * @param agent index in the fleet
   * @param contextTokens tokens that go in
   * @param outputTokens the most that may come out
   * @return false where it was not sent: try again later
   */
  boolean reserve(
      long correlationId,
      int agent,
      long idHigh,
      long idLow,
      long contextTokens,
      long outputTokens);

  /**
   * Offers the settlement of a reservation with what was really used.
   *
   * @return false where it was not sent: try again later
   */
  boolean commit(
      long correlationId,
      int agent,
      long idHigh,
      long idLow,
      long contextTokens,
      long outputTokens);

  /** Delivers what answers have come; returns how many. */
  int poll(AnswerHandler handler);

  /** Whether requests can be sent and answers can come. */
  boolean isConnected();

  /** Tries once to connect; waits a second at the most. */
  boolean connect();

  @Override
  void close();
}
