package io.tollgate.client;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.sbe.gate.AddKeyEncoder;
import io.tollgate.sbe.gate.AppendEventEncoder;
import io.tollgate.sbe.gate.DefinePermissionEncoder;
import io.tollgate.sbe.gate.RegisterAgentEncoder;
import io.tollgate.sbe.gate.RetireKeyEncoder;
import io.tollgate.sbe.gate.RevokeAgentEncoder;
import io.tollgate.sbe.gate.RevokeLinkEncoder;
import io.tollgate.sbe.gate.SetBudgetEncoder;
import io.tollgate.sbe.gate.SetPriceEncoder;
import io.tollgate.sbe.gate.SetQuotaEncoder;
import io.tollgate.sbe.gate.SetTierEncoder;
import io.tollgate.sbe.gate.SetTrustEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Offers commands in a {@link GateSession}, in its thread. Each is answered like a decision; the
 * correlation id comes back in the answer.
 */
public final class CommandSession {
  private static final int VAR = RequestClaim.VAR_LENGTH_FIELD;

  private final RequestClaim claim;
  private final RegisterAgentEncoder registerAgent = new RegisterAgentEncoder();
  private final SetTrustEncoder setTrust = new SetTrustEncoder();
  private final SetTierEncoder setTier = new SetTierEncoder();
  private final DefinePermissionEncoder definePermission = new DefinePermissionEncoder();
  private final AddKeyEncoder addKey = new AddKeyEncoder();
  private final RetireKeyEncoder retireKey = new RetireKeyEncoder();
  private final SetQuotaEncoder setQuota = new SetQuotaEncoder();
  private final SetBudgetEncoder setBudget = new SetBudgetEncoder();
  private final SetPriceEncoder setPrice = new SetPriceEncoder();
  private final RevokeLinkEncoder revokeLink = new RevokeLinkEncoder();
  private final RevokeAgentEncoder revokeAgent = new RevokeAgentEncoder();
  private final AppendEventEncoder appendEvent = new AppendEventEncoder();

  CommandSession(final RequestClaim claim) {
    this.claim = claim;
  }

  /** Offers to register an agent. */
  public OfferResult offer(
      final long correlationId,
      final Authority authority,
      final GateCommand.RegisterAgent command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final byte[] name = utf8(command.name());
    final OfferResult result =
        claim.claim(
            RegisterAgentEncoder.BLOCK_LENGTH, restLength(chain, actor) + VAR + name.length);
    if (!result.isSent()) {
      return result;
    }
    registerAgent
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .putPublicKey(command.publicKey(), 0, LinkLayout.ID_LENGTH)
        .tenantId(Integer.toUnsignedLong(command.tenantId()))
        .trust((short) command.trust().code())
        .tier((short) command.tier().code())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length)
        .putName(name, 0, name.length);
    return claim.commit();
  }

  /** Offers to change an agent's trust. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.SetTrust command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result = claim.claim(SetTrustEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    setTrust
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .expectedVersion(command.expectedVersion())
        .putAgentId(command.agentId(), 0, LinkLayout.ID_LENGTH)
        .trust((short) command.trust().code())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to change an agent's tier. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.SetTier command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result = claim.claim(SetTierEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    setTier
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .expectedVersion(command.expectedVersion())
        .putAgentId(command.agentId(), 0, LinkLayout.ID_LENGTH)
        .tier((short) command.tier().code())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to define a permission. */
  public OfferResult offer(
      final long correlationId,
      final Authority authority,
      final GateCommand.DefinePermission command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final byte[] name = utf8(command.name());
    final OfferResult result =
        claim.claim(
            DefinePermissionEncoder.BLOCK_LENGTH, restLength(chain, actor) + VAR + name.length);
    if (!result.isSent()) {
      return result;
    }
    definePermission
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .permission((short) command.permission())
        .minimumTrust((short) command.minimumTrust().code())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length)
        .putName(name, 0, name.length);
    return claim.commit();
  }

  /** Offers to add a key. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.AddKey command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result = claim.claim(AddKeyEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    addKey
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .keyId(Integer.toUnsignedLong(command.keyId()))
        .tenantId(Integer.toUnsignedLong(command.tenantId()))
        .putSalt(command.salt(), 0, KeyDerivation.SALT_LENGTH)
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to retire a key. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.RetireKey command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result = claim.claim(RetireKeyEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    retireKey
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .keyId(Integer.toUnsignedLong(command.keyId()))
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to set a quota. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.SetQuota command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result = claim.claim(SetQuotaEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    setQuota
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .expectedVersion(command.expectedVersion())
        .putAgentId(command.agentId(), 0, LinkLayout.ID_LENGTH)
        .hourLimit(command.hourLimit())
        .dayLimit(command.dayLimit())
        .monthLimit(command.monthLimit())
        .concurrentLimit(command.concurrentLimit())
        .resource((short) command.resource().code())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to set a budget. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.SetBudget command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result = claim.claim(SetBudgetEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    setBudget
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .expectedVersion(command.expectedVersion())
        .putAgentId(command.agentId(), 0, LinkLayout.ID_LENGTH)
        .limitNano(command.limitNano())
        .currency(command.currency())
        .period((short) command.period().code())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to set a price. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.SetPrice command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final byte[] name = utf8(command.name());
    final OfferResult result =
        claim.claim(SetPriceEncoder.BLOCK_LENGTH, restLength(chain, actor) + VAR + name.length);
    if (!result.isSent()) {
      return result;
    }
    setPrice
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .nanoPerMillion(command.nanoPerMillion())
        .outputNanoPerMillion(command.outputNanoPerMillion())
        .priceId(Integer.toUnsignedLong(command.priceId()))
        .currency(command.currency())
        .resource((short) command.resource().code())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length)
        .putName(name, 0, name.length);
    return claim.commit();
  }

  /** Offers to revoke a link. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.RevokeLink command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result =
        claim.claim(RevokeLinkEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    revokeLink
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .linkId(command.linkId())
        .putAgentId(command.agentId(), 0, LinkLayout.ID_LENGTH)
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to revoke an agent. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.RevokeAgent command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final OfferResult result =
        claim.claim(RevokeAgentEncoder.BLOCK_LENGTH, restLength(chain, actor));
    if (!result.isSent()) {
      return result;
    }
    revokeAgent
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .expectedVersion(command.expectedVersion())
        .putAgentId(command.agentId(), 0, LinkLayout.ID_LENGTH)
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length);
    return claim.commit();
  }

  /** Offers to append a product's event. */
  public OfferResult offer(
      final long correlationId, final Authority authority, final GateCommand.AppendEvent command) {
    final Chain chain = authority.chain();
    final byte[] actor = utf8(authority.actor());
    final byte[] payload = command.payload();
    final OfferResult result =
        claim.claim(
            AppendEventEncoder.BLOCK_LENGTH, restLength(chain, actor) + VAR + payload.length);
    if (!result.isSent()) {
      return result;
    }
    appendEvent
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .eventIdHigh(command.eventId().high())
        .eventIdLow(command.eventId().low())
        .putAgentId(command.agentId(), 0, LinkLayout.ID_LENGTH)
        .eventType(command.eventType())
        .product((short) command.product())
        .putChain(chain.buffer(), 0, chain.length())
        .putActor(actor, 0, actor.length)
        .putPayload(payload, 0, payload.length);
    return claim.commit();
  }

  private static byte[] utf8(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int restLength(final Chain chain, final byte[] actor) {
    return VAR + chain.length() + VAR + actor.length;
  }
}
