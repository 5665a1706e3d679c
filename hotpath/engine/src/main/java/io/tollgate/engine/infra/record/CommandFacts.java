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
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.BudgetSetDecoder;
import io.tollgate.sbe.journal.CommandRefusedDecoder;
import io.tollgate.sbe.journal.EngineStartedDecoder;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import io.tollgate.sbe.journal.KeyAddedDecoder;
import io.tollgate.sbe.journal.KeyRetiredDecoder;
import io.tollgate.sbe.journal.LinkRevokedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.PermissionDefinedDecoder;
import io.tollgate.sbe.journal.PriceSetDecoder;
import io.tollgate.sbe.journal.QuotaSetDecoder;
import io.tollgate.sbe.journal.TierSetDecoder;
import io.tollgate.sbe.journal.TrustSetDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The facts of commands. */
final class CommandFacts {
  private static final int ID_LENGTH = 32;

  private final Recorder target;
  private final UnsafeBuffer text = new UnsafeBuffer(0, 0);
  private final AgentRegistered agentRegistered = new AgentRegistered();
  private final TrustSet trustSet = new TrustSet();
  private final TierSet tierSet = new TierSet();
  private final PermissionDefined permissionDefined = new PermissionDefined();
  private final KeyAdded keyAdded = new KeyAdded();
  private final KeyRetired keyRetired = new KeyRetired();
  private final QuotaSet quotaSet = new QuotaSet();
  private final BudgetSet budgetSet = new BudgetSet();
  private final PriceSet priceSet = new PriceSet();
  private final LinkRevoked linkRevoked = new LinkRevoked();
  private final EventAppended eventAppended = new EventAppended();
  private final CommandRefused commandRefused = new CommandRefused();
  private final EngineStarted engineStarted = new EngineStarted();
  private final AgentRegisteredDecoder agentRegisteredDecoder = new AgentRegisteredDecoder();
  private final TrustSetDecoder trustSetDecoder = new TrustSetDecoder();
  private final TierSetDecoder tierSetDecoder = new TierSetDecoder();
  private final PermissionDefinedDecoder permissionDefinedDecoder = new PermissionDefinedDecoder();
  private final KeyAddedDecoder keyAddedDecoder = new KeyAddedDecoder();
  private final KeyRetiredDecoder keyRetiredDecoder = new KeyRetiredDecoder();
  private final QuotaSetDecoder quotaSetDecoder = new QuotaSetDecoder();
  private final BudgetSetDecoder budgetSetDecoder = new BudgetSetDecoder();
  private final PriceSetDecoder priceSetDecoder = new PriceSetDecoder();
  private final LinkRevokedDecoder linkRevokedDecoder = new LinkRevokedDecoder();
  private final EventAppendedDecoder eventAppendedDecoder = new EventAppendedDecoder();
  private final CommandRefusedDecoder commandRefusedDecoder = new CommandRefusedDecoder();
  private final EngineStartedDecoder engineStartedDecoder = new EngineStartedDecoder();

  CommandFacts(final Recorder target) {
    this.target = target;
  }

  boolean read(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
    switch (header.templateId()) {
      case AgentRegisteredDecoder.TEMPLATE_ID -> {
        read(agentRegisteredDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case TrustSetDecoder.TEMPLATE_ID -> {
        read(trustSetDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case TierSetDecoder.TEMPLATE_ID -> {
        read(tierSetDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case PermissionDefinedDecoder.TEMPLATE_ID -> {
        read(permissionDefinedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case KeyAddedDecoder.TEMPLATE_ID -> {
        read(keyAddedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case KeyRetiredDecoder.TEMPLATE_ID -> {
        read(keyRetiredDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case QuotaSetDecoder.TEMPLATE_ID -> {
        read(quotaSetDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case BudgetSetDecoder.TEMPLATE_ID -> {
        read(budgetSetDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case PriceSetDecoder.TEMPLATE_ID -> {
        read(priceSetDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case LinkRevokedDecoder.TEMPLATE_ID -> {
        read(linkRevokedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case EventAppendedDecoder.TEMPLATE_ID -> {
        read(eventAppendedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case CommandRefusedDecoder.TEMPLATE_ID -> {
        read(commandRefusedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case EngineStartedDecoder.TEMPLATE_ID -> {
        read(engineStartedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void read(final AgentRegisteredDecoder from) {
    from.getAgentId(agentRegistered.agentId, 0, ID_LENGTH);
    from.getPublicKey(agentRegistered.publicKey, 0, ID_LENGTH);
    agentRegistered.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    agentRegistered.tenantId = (int) from.tenantId();
    agentRegistered.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    agentRegistered.trustCode = from.trust();
    agentRegistered.tierCode = from.tier();
    from.wrapActor(text);
    take(agentRegistered.actor);
    from.wrapName(text);
    take(agentRegistered.name);
    target.agentRegistered(agentRegistered);
  }

  private void read(final TrustSetDecoder from) {
    trustSet.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    trustSet.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    trustSet.epochAfter = (int) from.epochAfter();
    trustSet.trustCode = from.trust();
    from.wrapActor(text);
    take(trustSet.actor);
    target.trustSet(trustSet);
  }

  private void read(final TierSetDecoder from) {
    tierSet.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    tierSet.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    tierSet.tierCode = from.tier();
    from.wrapActor(text);
    take(tierSet.actor);
    target.tierSet(tierSet);
  }

  private void read(final PermissionDefinedDecoder from) {
    permissionDefined.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    permissionDefined.permission = from.permission();
    permissionDefined.minimumTrustCode = from.minimumTrust();
    from.wrapActor(text);
    take(permissionDefined.actor);
    from.wrapName(text);
    take(permissionDefined.name);
    target.permissionDefined(permissionDefined);
  }

  private void read(final KeyAddedDecoder from) {
    keyAdded.keyId = (int) from.keyId();
    keyAdded.tenantId = (int) from.tenantId();
    keyAdded.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    from.getSalt(keyAdded.salt, 0, keyAdded.salt.length);
    from.wrapActor(text);
    take(keyAdded.actor);
    target.keyAdded(keyAdded);
  }

  private void read(final KeyRetiredDecoder from) {
    keyRetired.keyId = (int) from.keyId();
    keyRetired.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    from.wrapActor(text);
    take(keyRetired.actor);
    target.keyRetired(keyRetired);
  }

  private void read(final QuotaSetDecoder from) {
    quotaSet.hourLimit = from.hourLimit();
    quotaSet.dayLimit = from.dayLimit();
    quotaSet.monthLimit = from.monthLimit();
    quotaSet.concurrentLimit = from.concurrentLimit();
    quotaSet.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    quotaSet.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    quotaSet.resourceCode = from.resource();
    from.wrapActor(text);
    take(quotaSet.actor);
    target.quotaSet(quotaSet);
  }

  private void read(final BudgetSetDecoder from) {
    budgetSet.limitNano = from.limitNano();
    budgetSet.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    budgetSet.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    budgetSet.currency = from.currency();
    budgetSet.periodCode = from.period();
    from.wrapActor(text);
    take(budgetSet.actor);
    target.budgetSet(budgetSet);
  }

  private void read(final PriceSetDecoder from) {
    priceSet.nanoPerMillion = from.nanoPerMillion();
    priceSet.outputNanoPerMillion = from.outputNanoPerMillion();
    priceSet.priceId = (int) from.priceId();
    priceSet.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    priceSet.currency = from.currency();
    priceSet.resourceCode = from.resource();
    from.wrapActor(text);
    take(priceSet.actor);
    from.wrapName(text);
    take(priceSet.name);
    target.priceSet(priceSet);
  }

  private void read(final LinkRevokedDecoder from) {
    linkRevoked.linkId = from.linkId();
    linkRevoked.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    linkRevoked.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    linkRevoked.epochAfter = (int) from.epochAfter();
    from.wrapActor(text);
    take(linkRevoked.actor);
    target.linkRevoked(linkRevoked);
  }

  private void read(final EventAppendedDecoder from) {
    eventAppended.eventIdHigh = from.eventIdHigh();
    eventAppended.eventIdLow = from.eventIdLow();
    from.getAgentId(eventAppended.agentId, 0, ID_LENGTH);
    eventAppended.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    eventAppended.eventType = from.eventType();
    eventAppended.productCode = from.product();
    eventAppended.payloadHash = from.payloadHash();
    from.wrapActor(text);
    take(eventAppended.actor);
    from.wrapPayload(eventAppended.payload);
    target.eventAppended(eventAppended);
  }

  private void read(final CommandRefusedDecoder from) {
    from.getSubjectId(commandRefused.subjectId, 0, ID_LENGTH);
    commandRefused.countAfter = from.countAfter();
    commandRefused.actorSlot = AgentNumbers.toSlot(from.actorIndex());
    commandRefused.command = from.command();
    commandRefused.reasonCode = from.reason();
    commandRefused.failingHop = from.failingHop();
    from.wrapActor(text);
    take(commandRefused.actor);
    target.commandRefused(commandRefused);
  }

  private void read(final EngineStartedDecoder from) {
    engineStarted.startedAtNs = from.startedAtNs();
    engineStarted.recoveryCode = from.recovery();
    from.wrapSoftware(text);
    take(engineStarted.software);
    target.engineStarted(engineStarted);
  }

  private void take(final ShortText into) {
    if (!into.set(text, 0, text.capacity())) {
      throw new IllegalStateException("a text of " + text.capacity() + " bytes in the journal");
    }
  }
}
