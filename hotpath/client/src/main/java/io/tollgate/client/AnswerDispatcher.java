package io.tollgate.client;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tollgate.sbe.gate.AgentStateDecoder;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.gate.BulkAnswerDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.PermissionAnswerDecoder;
import io.tollgate.sbe.gate.StatusDecoder;
import org.agrona.DirectBuffer;

/** Bytes to calls: the answers of a gate. One thread; allocates nothing. */
final class AnswerDispatcher implements FragmentHandler {
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final AnswerDecoder answer = new AnswerDecoder();
  private final BulkAnswerDecoder bulkAnswer = new BulkAnswerDecoder();
  private final AgentStateDecoder agentState = new AgentStateDecoder();
  private final PermissionAnswerDecoder permissionAnswer = new PermissionAnswerDecoder();
  private final StatusDecoder status = new StatusDecoder();
  private AnswerHandler handler;
  private long unknown;

  int poll(final Subscription subscription, final AnswerHandler to, final int limit) {
    handler = to;
    return subscription.poll(this, limit);
  }

  long unknown() {
    return unknown;
  }

  @Override
  public void onFragment(
      final DirectBuffer buffer, final int offset, final int length, final Header frame) {
    if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
      unknown++;
      return;
    }
    header.wrap(buffer, offset);
    final int block = header.blockLength();
    if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
        || MessageHeaderDecoder.ENCODED_LENGTH + block > length) {
      unknown++;
      return;
    }
    dispatch(buffer, offset);
  }

  private void dispatch(final DirectBuffer buffer, final int offset) {
    switch (header.templateId()) {
      case AnswerDecoder.TEMPLATE_ID ->
          handler.onAnswer(answer.wrapAndApplyHeader(buffer, offset, header));
      case BulkAnswerDecoder.TEMPLATE_ID ->
          handler.onBulkAnswer(bulkAnswer.wrapAndApplyHeader(buffer, offset, header));
      case AgentStateDecoder.TEMPLATE_ID ->
          handler.onAgentState(agentState.wrapAndApplyHeader(buffer, offset, header));
      case PermissionAnswerDecoder.TEMPLATE_ID ->
          handler.onPermissionAnswer(permissionAnswer.wrapAndApplyHeader(buffer, offset, header));
      case StatusDecoder.TEMPLATE_ID ->
          handler.onStatus(status.wrapAndApplyHeader(buffer, offset, header));
      default -> unknown++;
    }
  }
}
