package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.sbe.gate.AddKeyDecoder;
import io.tollgate.sbe.gate.AgentQueryDecoder;
import io.tollgate.sbe.gate.AppendEventDecoder;
import io.tollgate.sbe.gate.BulkCheckDecoder;
import io.tollgate.sbe.gate.CheckDecoder;
import io.tollgate.sbe.gate.CommitDecoder;
import io.tollgate.sbe.gate.ConsumeDecoder;
import io.tollgate.sbe.gate.DefinePermissionDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.PermissionQueryDecoder;
import io.tollgate.sbe.gate.RegisterAgentDecoder;
import io.tollgate.sbe.gate.ReleaseDecoder;
import io.tollgate.sbe.gate.ReserveDecoder;
import io.tollgate.sbe.gate.RetireKeyDecoder;
import io.tollgate.sbe.gate.RevokeAgentDecoder;
import io.tollgate.sbe.gate.RevokeLinkDecoder;
import io.tollgate.sbe.gate.SetBudgetDecoder;
import io.tollgate.sbe.gate.SetPriceDecoder;
import io.tollgate.sbe.gate.SetQuotaDecoder;
import io.tollgate.sbe.gate.SetTierDecoder;
import io.tollgate.sbe.gate.SetTrustDecoder;
import io.tollgate.sbe.gate.StatusQueryDecoder;
import org.agrona.DirectBuffer;

/**
 * Says of any bytes whether they are a whole message of this version of the gate's schema. Any
 * thread.
 */
public final class MessageShapes {
  /** Bytes of a message at the most, its header included: what one fragment carries. */
  public static final int MAX_MESSAGE_LENGTH = 8 * 1024 - 32;

  /** Checks in a bulk at the most. */
  public static final int MAX_BULK_CHECKS = 64;

  private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
  private static final int MAX_TEMPLATES = 64;
  private static final MessageShape[] SHAPES = new MessageShape[MAX_TEMPLATES];

  static {
    define(CheckDecoder.TEMPLATE_ID, CheckDecoder.BLOCK_LENGTH, 1);
    define(ConsumeDecoder.TEMPLATE_ID, ConsumeDecoder.BLOCK_LENGTH, 1);
    define(ReserveDecoder.TEMPLATE_ID, ReserveDecoder.BLOCK_LENGTH, 1);
    define(CommitDecoder.TEMPLATE_ID, CommitDecoder.BLOCK_LENGTH, 1);
    define(ReleaseDecoder.TEMPLATE_ID, ReleaseDecoder.BLOCK_LENGTH, 1);
    SHAPES[BulkCheckDecoder.TEMPLATE_ID] =
        new MessageShape(
            BulkCheckDecoder.BLOCK_LENGTH,
            BulkCheckDecoder.ChecksDecoder.sbeBlockLength(),
            MAX_BULK_CHECKS,
            1);
    define(AgentQueryDecoder.TEMPLATE_ID, AgentQueryDecoder.BLOCK_LENGTH, 1);
    define(PermissionQueryDecoder.TEMPLATE_ID, PermissionQueryDecoder.BLOCK_LENGTH, 1);
    define(StatusQueryDecoder.TEMPLATE_ID, StatusQueryDecoder.BLOCK_LENGTH, 0);
    define(RegisterAgentDecoder.TEMPLATE_ID, RegisterAgentDecoder.BLOCK_LENGTH, 3);
    define(SetTrustDecoder.TEMPLATE_ID, SetTrustDecoder.BLOCK_LENGTH, 2);
    define(SetTierDecoder.TEMPLATE_ID, SetTierDecoder.BLOCK_LENGTH, 2);
    define(DefinePermissionDecoder.TEMPLATE_ID, DefinePermissionDecoder.BLOCK_LENGTH, 3);
    define(AddKeyDecoder.TEMPLATE_ID, AddKeyDecoder.BLOCK_LENGTH, 2);
    define(RetireKeyDecoder.TEMPLATE_ID, RetireKeyDecoder.BLOCK_LENGTH, 2);
    define(SetQuotaDecoder.TEMPLATE_ID, SetQuotaDecoder.BLOCK_LENGTH, 2);
    define(SetBudgetDecoder.TEMPLATE_ID, SetBudgetDecoder.BLOCK_LENGTH, 2);
    define(SetPriceDecoder.TEMPLATE_ID, SetPriceDecoder.BLOCK_LENGTH, 3);
    define(RevokeLinkDecoder.TEMPLATE_ID, RevokeLinkDecoder.BLOCK_LENGTH, 2);
    define(RevokeAgentDecoder.TEMPLATE_ID, RevokeAgentDecoder.BLOCK_LENGTH, 2);
    define(AppendEventDecoder.TEMPLATE_ID, AppendEventDecoder.BLOCK_LENGTH, 3);
  }

  private MessageShapes() {}

  private static void define(final int template, final int blockLength, final int variableParts) {
    SHAPES[template] = new MessageShape(blockLength, 0, 0, variableParts);
  }

  /**
   * Judges a message.
   *
   * @param buffer that holds it.
   * @param offset of its header.
   * @param length of all of it, bytes.
   * @param header to read it with; wraps the message's header afterwards if there is one.
   * @return {@link Reason#OK}, or why it must not be read.
   */
  public static Reason judge(
      final DirectBuffer buffer,
      final int offset,
      final int length,
      final MessageHeaderDecoder header) {
    if (length < HEADER_LENGTH) {
      return Reason.MALFORMED;
    }
    header.wrap(buffer, offset);
    if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
      return Reason.UNSUPPORTED_SCHEMA;
    }
    if (header.version() != MessageHeaderDecoder.SCHEMA_VERSION) {
      return Reason.UNSUPPORTED_VERSION;
    }
    if (length > MAX_MESSAGE_LENGTH) {
      return Reason.MESSAGE_TOO_LONG;
    }
    final int template = header.templateId();
    final MessageShape shape = template < MAX_TEMPLATES ? SHAPES[template] : null;
    if (shape == null) {
      return Reason.UNKNOWN_MESSAGE;
    }
    final int block = offset + HEADER_LENGTH;
    return shape.fits(buffer, block, offset + length, header.blockLength())
        ? Reason.OK
        : Reason.MALFORMED;
  }

  /**
   * Whether the correlation id of a refused message can be read: every message of the gate's schema
   * begins with it.
   *
   * @param length of the message.
   * @param refusal why it was refused.
   */
  public static boolean hasCorrelationId(final int length, final Reason refusal) {
    return length >= HEADER_LENGTH + Long.BYTES && refusal != Reason.UNSUPPORTED_SCHEMA;
  }
}
