package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.command.CommandEnvelope;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.EventAppended;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.KeyRetired;
import io.tollgate.engine.domain.fact.LinkRevoked;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.sbe.gate.AddKeyDecoder;
import io.tollgate.sbe.gate.AppendEventDecoder;
import io.tollgate.sbe.gate.DefinePermissionDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
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

/**
 * Reads commands into an envelope and into the facts that they would become. Every command ends in
 * the chain, the actor and at most one part more. One thread; allocates nothing.
 */
final class CommandContents {
  private static final int ID_LENGTH = 32;

  final AgentRegistered agentRegistered = new AgentRegistered();
  final TrustSet trustSet = new TrustSet();
  final TierSet tierSet = new TierSet();
  final PermissionDefined permissionDefined = new PermissionDefined();
  final KeyAdded keyAdded = new KeyAdded();
  final KeyRetired keyRetired = new KeyRetired();
  final QuotaSet quotaSet = new QuotaSet();
  final BudgetSet budgetSet = new BudgetSet();
  final PriceSet priceSet = new PriceSet();
  final LinkRevoked linkRevoked = new LinkRevoked();
  final EventAppended eventAppended = new EventAppended();

  private final CommandEnvelope envelope;
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final RegisterAgentDecoder registerAgent = new RegisterAgentDecoder();
  private final SetTrustDecoder setTrust = new SetTrustDecoder();
  private final SetTierDecoder setTier = new SetTierDecoder();
  private final DefinePermissionDecoder definePermission = new DefinePermissionDecoder();
  private final AddKeyDecoder addKey = new AddKeyDecoder();
  private final RetireKeyDecoder retireKey = new RetireKeyDecoder();
  private final SetQuotaDecoder setQuota = new SetQuotaDecoder();
  private final SetBudgetDecoder setBudget = new SetBudgetDecoder();
  private final SetPriceDecoder setPrice = new SetPriceDecoder();
  private final RevokeLinkDecoder revokeLink = new RevokeLinkDecoder();
  private final RevokeAgentDecoder revokeAgent = new RevokeAgentDecoder();
  private final AppendEventDecoder appendEvent = new AppendEventDecoder();
  private boolean isReadable;

  CommandContents(final CommandEnvelope envelope) {
    this.envelope = envelope;
  }

  /** Whether every text of the command read last is short enough to be kept. */
  boolean isReadable() {
    return isReadable;
  }

  void readRegisterAgent(final DirectBuffer buffer, final int offset) {
    final RegisterAgentDecoder from = registerAgent.wrapAndApplyHeader(buffer, offset, header);
    from.getPublicKey(agentRegistered.publicKey, 0, ID_LENGTH);
    agentRegistered.tenantId = (int) from.tenantId();
    agentRegistered.trustCode = from.trust();
    agentRegistered.tierCode = from.tier();
    final int name = readProof(buffer, from.limit());
    readText(buffer, name, agentRegistered.name);
  }

  void readSetTrust(final DirectBuffer buffer, final int offset) {
    final SetTrustDecoder from = setTrust.wrapAndApplyHeader(buffer, offset, header);
    envelope.expectedVersion = from.expectedVersion();
    from.getAgentId(envelope.subjectId, 0, ID_LENGTH);
    trustSet.trustCode = from.trust();
    readProof(buffer, from.limit());
  }

  void readSetTier(final DirectBuffer buffer, final int offset) {
    final SetTierDecoder from = setTier.wrapAndApplyHeader(buffer, offset, header);
    envelope.expectedVersion = from.expectedVersion();
    from.getAgentId(envelope.subjectId, 0, ID_LENGTH);
    tierSet.tierCode = from.tier();
    readProof(buffer, from.limit());
  }

  void readDefinePermission(final DirectBuffer buffer, final int offset) {
    final DefinePermissionDecoder from =
        definePermission.wrapAndApplyHeader(buffer, offset, header);
    permissionDefined.permission = from.permission();
    permissionDefined.minimumTrustCode = from.minimumTrust();
    final int name = readProof(buffer, from.limit());
    readText(buffer, name, permissionDefined.name);
  }

  void readAddKey(final DirectBuffer buffer, final int offset) {
    final AddKeyDecoder from = addKey.wrapAndApplyHeader(buffer, offset, header);
    keyAdded.keyId = (int) from.keyId();
    keyAdded.tenantId = (int) from.tenantId();
    from.getSalt(keyAdded.salt, 0, keyAdded.salt.length);
    readProof(buffer, from.limit());
  }

  void readRetireKey(final DirectBuffer buffer, final int offset) {
    final RetireKeyDecoder from = retireKey.wrapAndApplyHeader(buffer, offset, header);
    keyRetired.keyId = (int) from.keyId();
    readProof(buffer, from.limit());
  }

  void readSetQuota(final DirectBuffer buffer, final int offset) {
    final SetQuotaDecoder from = setQuota.wrapAndApplyHeader(buffer, offset, header);
    envelope.expectedVersion = from.expectedVersion();
    from.getAgentId(envelope.subjectId, 0, ID_LENGTH);
    quotaSet.resourceCode = from.resource();
    quotaSet.hourLimit = from.hourLimit();
    quotaSet.dayLimit = from.dayLimit();
    quotaSet.monthLimit = from.monthLimit();
    quotaSet.concurrentLimit = from.concurrentLimit();
    readProof(buffer, from.limit());
  }

  void readSetBudget(final DirectBuffer buffer, final int offset) {
    final SetBudgetDecoder from = setBudget.wrapAndApplyHeader(buffer, offset, header);
    envelope.expectedVersion = from.expectedVersion();
    from.getAgentId(envelope.subjectId, 0, ID_LENGTH);
    budgetSet.limitNano = from.limitNano();
    budgetSet.currency = from.currency();
    budgetSet.periodCode = from.period();
    readProof(buffer, from.limit());
  }

  void readSetPrice(final DirectBuffer buffer, final int offset) {
    final SetPriceDecoder from = setPrice.wrapAndApplyHeader(buffer, offset, header);
    priceSet.priceId = (int) from.priceId();
    priceSet.currency = from.currency();
    priceSet.resourceCode = from.resource();
    priceSet.nanoPerMillion = from.nanoPerMillion();
    priceSet.outputNanoPerMillion = from.outputNanoPerMillion();
    final int name = readProof(buffer, from.limit());
    readText(buffer, name, priceSet.name);
  }

  void readRevokeLink(final DirectBuffer buffer, final int offset) {
    final RevokeLinkDecoder from = revokeLink.wrapAndApplyHeader(buffer, offset, header);
    from.getAgentId(envelope.subjectId, 0, ID_LENGTH);
    linkRevoked.linkId = from.linkId();
    readProof(buffer, from.limit());
  }

  void readRevokeAgent(final DirectBuffer buffer, final int offset) {
    final RevokeAgentDecoder from = revokeAgent.wrapAndApplyHeader(buffer, offset, header);
    envelope.expectedVersion = from.expectedVersion();
    from.getAgentId(envelope.subjectId, 0, ID_LENGTH);
    readProof(buffer, from.limit());
  }

  void readAppendEvent(final DirectBuffer buffer, final int offset) {
    final AppendEventDecoder from = appendEvent.wrapAndApplyHeader(buffer, offset, header);
    eventAppended.eventIdHigh = from.eventIdHigh();
    eventAppended.eventIdLow = from.eventIdLow();
    from.getAgentId(eventAppended.agentId, 0, ID_LENGTH);
    from.getAgentId(envelope.subjectId, 0, ID_LENGTH);
    eventAppended.eventType = from.eventType();
    eventAppended.productCode = from.product();
    final int payload = readProof(buffer, from.limit());
    eventAppended.payload.wrap(
        buffer, payload + VariableParts.LENGTH_SIZE, VariableParts.lengthAt(buffer, payload));
  }

  /**
   * Reads the chain and the actor.
   *
   * @return where the part behind them begins.
   */
  private int readProof(final DirectBuffer buffer, final int at) {
    isReadable = true;
    final int chainLength = VariableParts.lengthAt(buffer, at);
    envelope.chain.wrap(buffer, at + VariableParts.LENGTH_SIZE, chainLength);
    final int actor = at + VariableParts.LENGTH_SIZE + chainLength;
    readText(buffer, actor, envelope.actor);
    return actor + VariableParts.LENGTH_SIZE + VariableParts.lengthAt(buffer, actor);
  }

  private void readText(final DirectBuffer buffer, final int at, final ShortText into) {
    isReadable &=
        into.set(buffer, at + VariableParts.LENGTH_SIZE, VariableParts.lengthAt(buffer, at));
  }
}
