package io.tollgate.client;

import io.tollgate.sbe.gate.AgentStateDecoder;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.gate.BulkAnswerDecoder;
import io.tollgate.sbe.gate.PermissionAnswerDecoder;
import io.tollgate.sbe.gate.StatusDecoder;

/**
 * Takes the answers of a {@link GateSession}, in its thread and in the order in which the gate gave
 * them. A decoder is only good during the call. Any request may be refused with a plain answer.
 */
@FunctionalInterface
public interface AnswerHandler {
  /** To every request and command but those below, and to any that was refused as a message. */
  void onAnswer(AnswerDecoder answer);

  /** To a bulk of checks. */
  default void onBulkAnswer(final BulkAnswerDecoder answer) {}

  /** To a query for an agent's state. */
  default void onAgentState(final AgentStateDecoder answer) {}

  /** To a query for a permission. */
  default void onPermissionAnswer(final PermissionAnswerDecoder answer) {}

  /** To a query for the gate's status. */
  default void onStatus(final StatusDecoder answer) {}
}
