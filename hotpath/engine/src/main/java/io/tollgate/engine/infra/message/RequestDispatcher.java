package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.sbe.gate.AgentQueryDecoder;
import io.tollgate.sbe.gate.BulkCheckDecoder;
import io.tollgate.sbe.gate.PermissionQueryDecoder;
import io.tollgate.sbe.gate.StatusQueryDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Takes a message whose shape is right to what decides it, and writes the answer. One thread;
 * allocates nothing.
 */
public final class RequestDispatcher {
  private final Gate gate;
  private final AnswerWriter writer;
  private final Verdict verdict = new Verdict();
  private final DecisionRequests decisions;
  private final BulkChecks bulks;
  private final CommandRequests commands;
  private final Queries queries;

  /**
   * A dispatcher.
   *
   * @param gate that decides.
   * @param writer of answers.
   * @param startedAtNs when the engine started, epoch ns.
   */
  public RequestDispatcher(final Gate gate, final AnswerWriter writer, final long startedAtNs) {
    this.gate = gate;
    this.writer = writer;
    this.decisions = new DecisionRequests(gate);
    this.bulks = new BulkChecks(gate, verdict);
    this.commands = new CommandRequests(gate);
    this.queries = new Queries(gate, startedAtNs, verdict);
  }

  /**
   * Room that the answer to a message may need.
   *
   * @return bytes.
   */
  public int answerLength(final int templateId, final DirectBuffer buffer, final int offset) {
    return switch (templateId) {
      case BulkCheckDecoder.TEMPLATE_ID ->
          AnswerWriter.bulkAnswerLength(bulks.count(buffer, offset));
      case AgentQueryDecoder.TEMPLATE_ID -> AnswerWriter.AGENT_STATE_LENGTH;
      case PermissionQueryDecoder.TEMPLATE_ID -> AnswerWriter.PERMISSION_ANSWER_LENGTH;
      case StatusQueryDecoder.TEMPLATE_ID -> AnswerWriter.STATUS_LENGTH;
      default -> AnswerWriter.ANSWER_LENGTH;
    };
  }

  /** Whether a message only asks, so that its answer needs no journal. */
  public static boolean isQuery(final int templateId) {
    return templateId == AgentQueryDecoder.TEMPLATE_ID
        || templateId == PermissionQueryDecoder.TEMPLATE_ID
        || templateId == StatusQueryDecoder.TEMPLATE_ID;
  }

  /**
   * Tells the gate what a message, that will be dispatched soon, is going to need.
   *
   * @param templateId of the message.
   * @param buffer that holds it.
   * @param offset of its header.
   */
  public void expect(final int templateId, final DirectBuffer buffer, final int offset) {
    if (templateId == BulkCheckDecoder.TEMPLATE_ID) {
      bulks.expect(buffer, offset);
    } else {
      decisions.expect(templateId, buffer, offset);
    }
  }

  /**
   * Decides a message and writes its answer.
   *
   * @param templateId of the message.
   * @param correlationId of the message.
   * @param buffer that holds it.
   * @param offset of its header.
   * @param into where the answer goes.
   * @param answerOffset where in it.
   * @param writable OK, or why nothing can be written now: for the status.
   * @return the answer's reason.
   */
  public Reason dispatch(
      final int templateId,
      final long correlationId,
      final DirectBuffer buffer,
      final int offset,
      final MutableDirectBuffer into,
      final int answerOffset,
      final Reason writable) {
    return switch (templateId) {
      case BulkCheckDecoder.TEMPLATE_ID -> bulks.decide(buffer, offset, into, answerOffset);
      case AgentQueryDecoder.TEMPLATE_ID -> queries.agent(buffer, offset, into, answerOffset);
      case PermissionQueryDecoder.TEMPLATE_ID ->
          queries.permission(buffer, offset, into, answerOffset);
      case StatusQueryDecoder.TEMPLATE_ID ->
          queries.status(buffer, offset, into, answerOffset, writable);
      default -> decide(templateId, correlationId, buffer, offset, into, answerOffset);
    };
  }

  private Reason decide(
      final int templateId,
      final long correlationId,
      final DirectBuffer buffer,
      final int offset,
      final MutableDirectBuffer into,
      final int answerOffset) {
    if (!decisions.decide(templateId, buffer, offset, verdict)) {
      final Reason reason = commands.command(templateId, buffer, offset, verdict);
      if (reason != Reason.OK) {
        gate.refusals().count(reason);
        writer.writeRefusal(into, answerOffset, correlationId, reason);
        return reason;
      }
    }
    writer.write(into, answerOffset, correlationId, verdict);
    return verdict.reason();
  }

  /** Whether the message dispatched last repeated an earlier one. */
  public boolean wasDuplicate() {
    return verdict.isDuplicate();
  }
}
