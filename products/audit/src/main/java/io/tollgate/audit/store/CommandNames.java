package io.tollgate.audit.store;

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

/** The names of commands, as the gate's schema gives them. */
final class CommandNames {
  private CommandNames() {}

  static String of(final int templateId) {
    return switch (templateId) {
      case RegisterAgentDecoder.TEMPLATE_ID -> "RegisterAgent";
      case SetTrustDecoder.TEMPLATE_ID -> "SetTrust";
      case SetTierDecoder.TEMPLATE_ID -> "SetTier";
      case DefinePermissionDecoder.TEMPLATE_ID -> "DefinePermission";
      case AddKeyDecoder.TEMPLATE_ID -> "AddKey";
      case RetireKeyDecoder.TEMPLATE_ID -> "RetireKey";
      case SetQuotaDecoder.TEMPLATE_ID -> "SetQuota";
      case SetBudgetDecoder.TEMPLATE_ID -> "SetBudget";
      case SetPriceDecoder.TEMPLATE_ID -> "SetPrice";
      case RevokeLinkDecoder.TEMPLATE_ID -> "RevokeLink";
      case RevokeAgentDecoder.TEMPLATE_ID -> "RevokeAgent";
      case AppendEventDecoder.TEMPLATE_ID -> "AppendEvent";
      default -> "#" + templateId;
    };
  }
}
