package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.sbe.gate.AgentStateEncoder;
import io.tollgate.sbe.gate.AnswerEncoder;
import io.tollgate.sbe.gate.BulkAnswerEncoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import io.tollgate.sbe.gate.PermissionAnswerEncoder;
import io.tollgate.sbe.gate.StatusEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Writes answers. What it writes may be shorter than what was claimed for it; the rest of the claim
 * means nothing. One thread; allocates nothing.
 */
public final class AnswerWriter {
  /** Bytes of an Answer. */
  public static final int ANSWER_LENGTH =
      MessageHeaderEncoder.ENCODED_LENGTH + AnswerEncoder.BLOCK_LENGTH;

  private static final int MAX_RESOURCES = 8;
  private static final int NO_HOP = -1;
  private static final short DENY = 0;
  private static final short ALLOW = 1;

  /** Bytes of the longest AgentState. */
  public static final int AGENT_STATE_LENGTH =
      MessageHeaderEncoder.ENCODED_LENGTH
          + AgentStateEncoder.BLOCK_LENGTH
          + AgentStateEncoder.AllowancesEncoder.HEADER_SIZE
          + MAX_RESOURCES * AgentStateEncoder.AllowancesEncoder.sbeBlockLength();

  /** Bytes of a PermissionAnswer. */
  public static final int PERMISSION_ANSWER_LENGTH =
      MessageHeaderEncoder.ENCODED_LENGTH + PermissionAnswerEncoder.BLOCK_LENGTH;

  /** Bytes of a Status. */
  public static final int STATUS_LENGTH =
      MessageHeaderEncoder.ENCODED_LENGTH + StatusEncoder.BLOCK_LENGTH;

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final AnswerEncoder answer = new AnswerEncoder();

  /** Bytes of a BulkAnswer with so many results. */
  public static int bulkAnswerLength(final int results) {
    return MessageHeaderEncoder.ENCODED_LENGTH
        + BulkAnswerEncoder.BLOCK_LENGTH
        + BulkAnswerEncoder.ResultsEncoder.HEADER_SIZE
        + results * BulkAnswerEncoder.ResultsEncoder.sbeBlockLength();
  }

  /** Writes what the gate decided. */
  public void write(
      final MutableDirectBuffer buffer,
      final int offset,
      final long correlationId,
      final Verdict verdict) {
    answer
        .wrapAndApplyHeader(buffer, offset, header)
        .correlationId(correlationId)
        .position(verdict.position())
        .remaining(verdict.remaining())
        .fitting(verdict.fitting())
        .costNano(verdict.costNano())
        .budgetRemainingNano(verdict.budgetRemainingNano())
        .expiresAtNs(verdict.expiresAtNs())
        .decision(verdict.isAllowed() ? ALLOW : DENY)
        .reason((short) verdict.reason().code())
        .failingHop((byte) verdict.failingHop())
        .duplicate((short) (verdict.isDuplicate() ? 1 : 0));
  }

  /** Writes an Answer that refuses and says nothing else. */
  public void writeRefusal(
      final MutableDirectBuffer buffer,
      final int offset,
      final long correlationId,
      final Reason reason) {
    answer
        .wrapAndApplyHeader(buffer, offset, header)
        .correlationId(correlationId)
        .position(0)
        .remaining(Verdict.UNLIMITED)
        .fitting(Verdict.NOTHING_FITS)
        .costNano(0)
        .budgetRemainingNano(Verdict.UNLIMITED)
        .expiresAtNs(0)
        .decision(DENY)
        .reason((short) reason.code())
        .failingHop((byte) NO_HOP)
        .duplicate((short) 0);
  }
}
