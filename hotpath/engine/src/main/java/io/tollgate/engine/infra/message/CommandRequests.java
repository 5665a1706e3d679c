package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.command.CommandEnvelope;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.sbe.gate.AddKeyDecoder;
import io.tollgate.sbe.gate.AppendEventDecoder;
import io.tollgate.sbe.gate.DefinePermissionDecoder;
import io.tollgate.sbe.gate.RegisterAgentDecoder;
import io.tollgate.sbe.gate.RetireKeyDecoder;
import io.tollgate.sbe.gate.RevokeAgentDecoder;
import io.tollgate.sbe.gate.RevokeLinkDecoder;
import io.tollgate.sbe.gate.SetBudgetDecoder;
import io.tollgate.sbe.gate.SetPriceDecoder;
import io.tollgate.sbe.gate.SetQuotaDecoder;
import io.tollgate.sbe.gate.SetTierDecoder;
import io.tollgate.sbe.gate.SetTrustDecoder;
import org.agrona.DirectBuffer;

/** Commands. One thread; allocates nothing. */
final class CommandRequests {
  private final Gate gate;
  private final CommandEnvelope envelope = new CommandEnvelope();
  private final CommandContents contents = new CommandContents(envelope);

  CommandRequests(final Gate gate) {
    this.gate = gate;
  }

  /**
   * Carries out a command.
   *
   * @return OK where the gate decided, as the verdict says; else why the gate was not asked.
   */
  Reason command(
      final int templateId, final DirectBuffer buffer, final int offset, final Verdict verdict) {
    envelope.reset(templateId);
    switch (templateId) {
      case RegisterAgentDecoder.TEMPLATE_ID -> contents.readRegisterAgent(buffer, offset);
      case SetTrustDecoder.TEMPLATE_ID -> contents.readSetTrust(buffer, offset);
      case SetTierDecoder.TEMPLATE_ID -> contents.readSetTier(buffer, offset);
      case DefinePermissionDecoder.TEMPLATE_ID -> contents.readDefinePermission(buffer, offset);
      case AddKeyDecoder.TEMPLATE_ID -> contents.readAddKey(buffer, offset);
      case RetireKeyDecoder.TEMPLATE_ID -> contents.readRetireKey(buffer, offset);
      case SetQuotaDecoder.TEMPLATE_ID -> contents.readSetQuota(buffer, offset);
      case SetBudgetDecoder.TEMPLATE_ID -> contents.readSetBudget(buffer, offset);
      case SetPriceDecoder.TEMPLATE_ID -> contents.readSetPrice(buffer, offset);
      case RevokeLinkDecoder.TEMPLATE_ID -> contents.readRevokeLink(buffer, offset);
      case RevokeAgentDecoder.TEMPLATE_ID -> contents.readRevokeAgent(buffer, offset);
      case AppendEventDecoder.TEMPLATE_ID -> contents.readAppendEvent(buffer, offset);
      default -> {
        return Reason.UNKNOWN_MESSAGE;
      }
    }
    if (!contents.isReadable()) {
      return Reason.VALUE_INVALID;
    }
    carryOut(templateId, verdict);
    return Reason.OK;
  }

  private void carryOut(final int templateId, final Verdict verdict) {
    switch (templateId) {
      case RegisterAgentDecoder.TEMPLATE_ID ->
          gate.agentCommands().register(envelope, contents.agentRegistered, verdict);
      case SetTrustDecoder.TEMPLATE_ID ->
          gate.agentCommands().setTrust(envelope, contents.trustSet, verdict);
      case SetTierDecoder.TEMPLATE_ID ->
          gate.agentCommands().setTier(envelope, contents.tierSet, verdict);
      case DefinePermissionDecoder.TEMPLATE_ID ->
          gate.gateCommands().definePermission(envelope, contents.permissionDefined, verdict);
      case AddKeyDecoder.TEMPLATE_ID ->
          gate.gateCommands().addKey(envelope, contents.keyAdded, verdict);
      case RetireKeyDecoder.TEMPLATE_ID ->
          gate.gateCommands().retireKey(envelope, contents.keyRetired, verdict);
      case SetQuotaDecoder.TEMPLATE_ID ->
          gate.limitCommands().setQuota(envelope, contents.quotaSet, verdict);
      case SetBudgetDecoder.TEMPLATE_ID ->
          gate.limitCommands().setBudget(envelope, contents.budgetSet, verdict);
      case SetPriceDecoder.TEMPLATE_ID ->
          gate.limitCommands().setPrice(envelope, contents.priceSet, verdict);
      case RevokeLinkDecoder.TEMPLATE_ID ->
          gate.agentCommands().revokeLink(envelope, contents.linkRevoked, verdict);
      case RevokeAgentDecoder.TEMPLATE_ID ->
          gate.agentCommands().revoke(envelope, contents.trustSet, verdict);
      case AppendEventDecoder.TEMPLATE_ID ->
          gate.gateCommands().appendEvent(envelope, contents.eventAppended, verdict);
      default -> throw new IllegalStateException("template " + templateId);
    }
  }
}
