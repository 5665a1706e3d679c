package io.tollgate.engine.infra.record;

import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.fact.Checked;
import io.tollgate.engine.domain.fact.Consumed;
import io.tollgate.engine.domain.fact.Denied;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.Reserved;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.fact.Unattributed;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import io.tollgate.sbe.journal.UnattributedDecoder;
import org.agrona.DirectBuffer;

/** The facts of decisions. */
final class DecisionFacts {
  private final Recorder target;
  private final Checked checked = new Checked();
  private final Consumed consumed = new Consumed();
  private final Reserved reserved = new Reserved();
  private final Settled settled = new Settled();
  private final Denied denied = new Denied();
  private final Unattributed unattributed = new Unattributed();
  private final CheckedDecoder checkedDecoder = new CheckedDecoder();
  private final ConsumedDecoder consumedDecoder = new ConsumedDecoder();
  private final ReservedDecoder reservedDecoder = new ReservedDecoder();
  private final SettledDecoder settledDecoder = new SettledDecoder();
  private final DeniedDecoder deniedDecoder = new DeniedDecoder();
  private final UnattributedDecoder unattributedDecoder = new UnattributedDecoder();

  DecisionFacts(final Recorder target) {
    this.target = target;
  }

  boolean read(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
    switch (header.templateId()) {
      case CheckedDecoder.TEMPLATE_ID -> {
        read(checkedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case ConsumedDecoder.TEMPLATE_ID -> {
        read(consumedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case ReservedDecoder.TEMPLATE_ID -> {
        read(reservedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case SettledDecoder.TEMPLATE_ID -> {
        read(settledDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case DeniedDecoder.TEMPLATE_ID -> {
        read(deniedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      case UnattributedDecoder.TEMPLATE_ID -> {
        read(unattributedDecoder.wrapAndApplyHeader(buffer, offset, header));
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void read(final CheckedDecoder from) {
    checked.scopeHash = from.scopeHash();
    checked.linkId = from.linkId();
    checked.countAfter = from.countAfter();
    checked.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    checked.permission = from.permission();
    checked.reasonCode = from.reason();
    checked.failingHop = from.failingHop();
    target.checked(checked);
  }

  private void read(final ConsumedDecoder from) {
    consumed.eventIdHigh = from.eventIdHigh();
    consumed.eventIdLow = from.eventIdLow();
    consumed.linkId = from.linkId();
    consumed.scopeHash = from.scopeHash();
    consumed.amount = from.amount();
    consumed.outputAmount = from.outputAmount();
    consumed.costNano = from.costNano();
    consumed.countAfter = from.countAfter();
    consumed.hourUsedAfter = from.hourUsedAfter();
    consumed.dayUsedAfter = from.dayUsedAfter();
    consumed.monthUsedAfter = from.monthUsedAfter();
    consumed.totalUsedAfter = from.totalUsedAfter();
    consumed.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    consumed.priceId = (int) from.priceId();
    consumed.permission = from.permission();
    consumed.resourceCode = from.resource();
    final BudgetLevels levels = consumed.levels;
    levels.clear();
    for (final ConsumedDecoder.LevelsDecoder level : from.levels()) {
      levels.add(
          AgentNumbers.toSlot(level.levelAgentIndex()),
          level.spentAfterNano(),
          level.reservedAfterNano());
    }
    target.consumed(consumed);
  }

  private void read(final ReservedDecoder from) {
    reserved.reservationIdHigh = from.reservationIdHigh();
    reserved.reservationIdLow = from.reservationIdLow();
    reserved.linkId = from.linkId();
    reserved.scopeHash = from.scopeHash();
    reserved.amount = from.amount();
    reserved.outputAmount = from.outputAmount();
    reserved.costNano = from.costNano();
    reserved.nanoPerMillion = from.nanoPerMillion();
    reserved.outputNanoPerMillion = from.outputNanoPerMillion();
    reserved.expiresAtNs = from.expiresAtNs();
    reserved.countAfter = from.countAfter();
    reserved.hourUsedAfter = from.hourUsedAfter();
    reserved.dayUsedAfter = from.dayUsedAfter();
    reserved.monthUsedAfter = from.monthUsedAfter();
    reserved.heldAfter = from.heldAfter();
    reserved.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    reserved.priceId = (int) from.priceId();
    reserved.permission = from.permission();
    reserved.resourceCode = from.resource();
    final BudgetLevels levels = reserved.levels;
    levels.clear();
    for (final ReservedDecoder.LevelsDecoder level : from.levels()) {
      levels.add(
          AgentNumbers.toSlot(level.levelAgentIndex()),
          level.spentAfterNano(),
          level.reservedAfterNano());
    }
    target.reserved(reserved);
  }

  private void read(final SettledDecoder from) {
    settled.reservationIdHigh = from.reservationIdHigh();
    settled.reservationIdLow = from.reservationIdLow();
    settled.amount = from.amount();
    settled.outputAmount = from.outputAmount();
    settled.costNano = from.costNano();
    settled.countAfter = from.countAfter();
    settled.hourUsedAfter = from.hourUsedAfter();
    settled.dayUsedAfter = from.dayUsedAfter();
    settled.monthUsedAfter = from.monthUsedAfter();
    settled.heldAfter = from.heldAfter();
    settled.totalUsedAfter = from.totalUsedAfter();
    settled.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    settled.priceId = (int) from.priceId();
    settled.operationCode = from.operation();
    settled.resourceCode = from.resource();
    final BudgetLevels levels = settled.levels;
    levels.clear();
    for (final SettledDecoder.LevelsDecoder level : from.levels()) {
      levels.add(
          AgentNumbers.toSlot(level.levelAgentIndex()),
          level.spentAfterNano(),
          level.reservedAfterNano());
    }
    target.settled(settled);
  }

  private void read(final DeniedDecoder from) {
    denied.eventIdHigh = from.eventIdHigh();
    denied.eventIdLow = from.eventIdLow();
    denied.linkId = from.linkId();
    denied.scopeHash = from.scopeHash();
    denied.amount = from.amount();
    denied.outputAmount = from.outputAmount();
    denied.fitting = from.fitting();
    denied.countAfter = from.countAfter();
    denied.agentSlot = AgentNumbers.toSlot(from.agentIndex());
    denied.priceId = (int) from.priceId();
    denied.operationCode = from.operation();
    denied.permission = from.permission();
    denied.resourceCode = from.resource();
    denied.reasonCode = from.reason();
    denied.failingHop = from.failingHop();
    denied.isRemembered = from.remembered() != 0;
    target.denied(denied);
  }

  private void read(final UnattributedDecoder from) {
    unattributed.clear();
    for (final UnattributedDecoder.CountsDecoder count : from.counts()) {
      unattributed.add(count.reason(), count.refusals());
    }
    target.unattributed(unattributed);
  }
}
