package io.tollgate.engine.infra.record;

import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.CommandRefused;
import io.tollgate.engine.domain.fact.EngineStarted;
import io.tollgate.engine.domain.fact.EventAppended;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.KeyRetired;
import io.tollgate.engine.domain.fact.LinkRevoked;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.journal.JournalBatch;
import io.tollgate.sbe.journal.AgentRegisteredEncoder;
import io.tollgate.sbe.journal.BudgetSetEncoder;
import io.tollgate.sbe.journal.CommandRefusedEncoder;
import io.tollgate.sbe.journal.EngineStartedEncoder;
import io.tollgate.sbe.journal.EventAppendedEncoder;
import io.tollgate.sbe.journal.KeyAddedEncoder;
import io.tollgate.sbe.journal.KeyRetiredEncoder;
import io.tollgate.sbe.journal.LinkRevokedEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import io.tollgate.sbe.journal.PermissionDefinedEncoder;
import io.tollgate.sbe.journal.PriceSetEncoder;
import io.tollgate.sbe.journal.QuotaSetEncoder;
import io.tollgate.sbe.journal.TierSetEncoder;
import io.tollgate.sbe.journal.TrustSetEncoder;

/** The records of commands. */
final class CommandRecords {
  private static final int ID_LENGTH = 32;

  private final JournalBatch batch;
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final AgentRegisteredEncoder agentRegistered = new AgentRegisteredEncoder();
  private final TrustSetEncoder trustSet = new TrustSetEncoder();
  private final TierSetEncoder tierSet = new TierSetEncoder();
  private final PermissionDefinedEncoder permissionDefined = new PermissionDefinedEncoder();
  private final KeyAddedEncoder keyAdded = new KeyAddedEncoder();
  private final KeyRetiredEncoder keyRetired = new KeyRetiredEncoder();
  private final QuotaSetEncoder quotaSet = new QuotaSetEncoder();
  private final BudgetSetEncoder budgetSet = new BudgetSetEncoder();
  private final PriceSetEncoder priceSet = new PriceSetEncoder();
  private final LinkRevokedEncoder linkRevoked = new LinkRevokedEncoder();
  private final EventAppendedEncoder eventAppended = new EventAppendedEncoder();
  private final CommandRefusedEncoder commandRefused = new CommandRefusedEncoder();
  private final EngineStartedEncoder engineStarted = new EngineStartedEncoder();

  CommandRecords(final JournalBatch batch) {
    this.batch = batch;
  }

  void write(final AgentRegistered fact) {
    agentRegistered
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .putAgentId(fact.agentId, 0, ID_LENGTH)
        .putPublicKey(fact.publicKey, 0, ID_LENGTH)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .tenantId(Integer.toUnsignedLong(fact.tenantId))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .trust((short) fact.trustCode)
        .tier((short) fact.tierCode)
        .putActor(fact.actor.bytes(), 0, fact.actor.length())
        .putName(fact.name.bytes(), 0, fact.name.length());
    end(agentRegistered.encodedLength());
  }

  void write(final TrustSet fact) {
    trustSet
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .epochAfter(Integer.toUnsignedLong(fact.epochAfter))
        .trust((short) fact.trustCode)
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(trustSet.encodedLength());
  }

  void write(final TierSet fact) {
    tierSet
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .tier((short) fact.tierCode)
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(tierSet.encodedLength());
  }

  void write(final PermissionDefined fact) {
    permissionDefined
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .permission((short) fact.permission)
        .minimumTrust((short) fact.minimumTrustCode)
        .putActor(fact.actor.bytes(), 0, fact.actor.length())
        .putName(fact.name.bytes(), 0, fact.name.length());
    end(permissionDefined.encodedLength());
  }

  void write(final KeyAdded fact) {
    keyAdded
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .keyId(Integer.toUnsignedLong(fact.keyId))
        .tenantId(Integer.toUnsignedLong(fact.tenantId))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .putSalt(fact.salt, 0, fact.salt.length)
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(keyAdded.encodedLength());
  }

  void write(final KeyRetired fact) {
    keyRetired
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .keyId(Integer.toUnsignedLong(fact.keyId))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(keyRetired.encodedLength());
  }

  void write(final QuotaSet fact) {
    quotaSet
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .hourLimit(fact.hourLimit)
        .dayLimit(fact.dayLimit)
        .monthLimit(fact.monthLimit)
        .concurrentLimit(fact.concurrentLimit)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .resource((short) fact.resourceCode)
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(quotaSet.encodedLength());
  }

  void write(final BudgetSet fact) {
    budgetSet
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .limitNano(fact.limitNano)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .currency(fact.currency)
        .period((short) fact.periodCode)
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(budgetSet.encodedLength());
  }

  void write(final PriceSet fact) {
    priceSet
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .nanoPerMillion(fact.nanoPerMillion)
        .outputNanoPerMillion(fact.outputNanoPerMillion)
        .priceId(Integer.toUnsignedLong(fact.priceId))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .currency(fact.currency)
        .resource((short) fact.resourceCode)
        .putActor(fact.actor.bytes(), 0, fact.actor.length())
        .putName(fact.name.bytes(), 0, fact.name.length());
    end(priceSet.encodedLength());
  }

  void write(final LinkRevoked fact) {
    linkRevoked
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .linkId(fact.linkId)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .epochAfter(Integer.toUnsignedLong(fact.epochAfter))
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(linkRevoked.encodedLength());
  }

  void write(final EventAppended fact) {
    eventAppended
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .eventIdHigh(fact.eventIdHigh)
        .eventIdLow(fact.eventIdLow)
        .putAgentId(fact.agentId, 0, ID_LENGTH)
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .eventType(fact.eventType)
        .product((short) fact.productCode)
        .payloadHash(fact.payloadHash)
        .putActor(fact.actor.bytes(), 0, fact.actor.length())
        .putPayload(fact.payload, 0, fact.payload.capacity());
    end(eventAppended.encodedLength());
  }

  void write(final CommandRefused fact) {
    commandRefused
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .putSubjectId(fact.subjectId, 0, ID_LENGTH)
        .countAfter(fact.countAfter)
        .actorIndex(AgentNumbers.ofSlot(fact.actorSlot))
        .command(fact.command)
        .reason((short) fact.reasonCode)
        .failingHop((byte) fact.failingHop)
        .putActor(fact.actor.bytes(), 0, fact.actor.length());
    end(commandRefused.encodedLength());
  }

  void write(final EngineStarted fact) {
    engineStarted
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .startedAtNs(fact.startedAtNs)
        .recovery((short) fact.recoveryCode)
        .putSoftware(fact.software.bytes(), 0, fact.software.length());
    end(engineStarted.encodedLength());
  }

  private void end(final int encodedLength) {
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
  }
}
