package io.tollgate.engine.infra.record;

import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.fact.Checked;
import io.tollgate.engine.domain.fact.Consumed;
import io.tollgate.engine.domain.fact.Denied;
import io.tollgate.engine.domain.fact.Reserved;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.fact.Unattributed;
import io.tollgate.journal.JournalBatch;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.ConsumedEncoder;
import io.tollgate.sbe.journal.DeniedEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import io.tollgate.sbe.journal.ReservedEncoder;
import io.tollgate.sbe.journal.SettledEncoder;
import io.tollgate.sbe.journal.UnattributedEncoder;

/** The records of decisions. */
final class DecisionRecords {
  private final JournalBatch batch;
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final CheckedEncoder checked = new CheckedEncoder();
  private final ConsumedEncoder consumed = new ConsumedEncoder();
  private final ReservedEncoder reserved = new ReservedEncoder();
  private final SettledEncoder settled = new SettledEncoder();
  private final DeniedEncoder denied = new DeniedEncoder();
  private final UnattributedEncoder unattributed = new UnattributedEncoder();

  DecisionRecords(final JournalBatch batch) {
    this.batch = batch;
  }

  void write(final Checked fact) {
    checked
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .scopeHash(fact.scopeHash)
        .linkId(fact.linkId)
        .countAfter(fact.countAfter)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .permission((short) fact.permission)
        .reason((short) fact.reasonCode)
        .failingHop((byte) fact.failingHop);
    end(checked.encodedLength());
  }

  void write(final Consumed fact) {
    final ConsumedEncoder.LevelsEncoder levels =
        consumed
            .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
            .eventIdHigh(fact.eventIdHigh)
            .eventIdLow(fact.eventIdLow)
            .linkId(fact.linkId)
            .scopeHash(fact.scopeHash)
            .amount(fact.amount)
            .outputAmount(fact.outputAmount)
            .costNano(fact.costNano)
            .countAfter(fact.countAfter)
            .hourUsedAfter(fact.hourUsedAfter)
            .dayUsedAfter(fact.dayUsedAfter)
            .monthUsedAfter(fact.monthUsedAfter)
            .totalUsedAfter(fact.totalUsedAfter)
            .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
            .priceId(Integer.toUnsignedLong(fact.priceId))
            .permission((short) fact.permission)
            .resource((short) fact.resourceCode)
            .levelsCount(fact.levels.count());
    final BudgetLevels from = fact.levels;
    for (int i = 0; i < from.count(); i++) {
      levels
          .next()
          .spentAfterNano(from.spentAfterNano(i))
          .reservedAfterNano(from.reservedAfterNano(i))
          .levelAgentIndex(AgentNumbers.ofSlot(from.agentSlot(i)));
    }
    end(consumed.encodedLength());
  }

  void write(final Reserved fact) {
    final ReservedEncoder.LevelsEncoder levels =
        reserved
            .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
            .reservationIdHigh(fact.reservationIdHigh)
            .reservationIdLow(fact.reservationIdLow)
            .linkId(fact.linkId)
            .scopeHash(fact.scopeHash)
            .amount(fact.amount)
            .outputAmount(fact.outputAmount)
            .costNano(fact.costNano)
            .nanoPerMillion(fact.nanoPerMillion)
            .outputNanoPerMillion(fact.outputNanoPerMillion)
            .expiresAtNs(fact.expiresAtNs)
            .countAfter(fact.countAfter)
            .hourUsedAfter(fact.hourUsedAfter)
            .dayUsedAfter(fact.dayUsedAfter)
            .monthUsedAfter(fact.monthUsedAfter)
            .heldAfter(fact.heldAfter)
            .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
            .priceId(Integer.toUnsignedLong(fact.priceId))
            .permission((short) fact.permission)
            .resource((short) fact.resourceCode)
            .levelsCount(fact.levels.count());
    final BudgetLevels from = fact.levels;
    for (int i = 0; i < from.count(); i++) {
      levels
          .next()
          .spentAfterNano(from.spentAfterNano(i))
          .reservedAfterNano(from.reservedAfterNano(i))
          .levelAgentIndex(AgentNumbers.ofSlot(from.agentSlot(i)));
    }
    end(reserved.encodedLength());
  }

  void write(final Settled fact) {
    final SettledEncoder.LevelsEncoder levels =
        settled
            .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
            .reservationIdHigh(fact.reservationIdHigh)
            .reservationIdLow(fact.reservationIdLow)
            .amount(fact.amount)
            .outputAmount(fact.outputAmount)
            .costNano(fact.costNano)
            .countAfter(fact.countAfter)
            .hourUsedAfter(fact.hourUsedAfter)
            .dayUsedAfter(fact.dayUsedAfter)
            .monthUsedAfter(fact.monthUsedAfter)
            .heldAfter(fact.heldAfter)
            .totalUsedAfter(fact.totalUsedAfter)
            .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
            .priceId(Integer.toUnsignedLong(fact.priceId))
            .operation((short) fact.operationCode)
            .resource((short) fact.resourceCode)
            .levelsCount(fact.levels.count());
    final BudgetLevels from = fact.levels;
    for (int i = 0; i < from.count(); i++) {
      levels
          .next()
          .spentAfterNano(from.spentAfterNano(i))
          .reservedAfterNano(from.reservedAfterNano(i))
          .levelAgentIndex(AgentNumbers.ofSlot(from.agentSlot(i)));
    }
    end(settled.encodedLength());
  }

  void write(final Denied fact) {
    denied
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .eventIdHigh(fact.eventIdHigh)
        .eventIdLow(fact.eventIdLow)
        .linkId(fact.linkId)
        .scopeHash(fact.scopeHash)
        .amount(fact.amount)
        .outputAmount(fact.outputAmount)
        .fitting(fact.fitting)
        .countAfter(fact.countAfter)
        .agentIndex(AgentNumbers.ofSlot(fact.agentSlot))
        .priceId(Integer.toUnsignedLong(fact.priceId))
        .operation((short) fact.operationCode)
        .permission((short) fact.permission)
        .resource((short) fact.resourceCode)
        .reason((short) fact.reasonCode)
        .failingHop((byte) fact.failingHop)
        .remembered((short) (fact.isRemembered ? 1 : 0));
    end(denied.encodedLength());
  }

  void write(final Unattributed fact) {
    final UnattributedEncoder.CountsEncoder counts =
        unattributed
            .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
            .countsCount(fact.size());
    for (int i = 0; i < fact.size(); i++) {
      counts.next().refusals(fact.count(i)).reason((short) fact.reasonCode(i));
    }
    end(unattributed.encodedLength());
  }

  private void end(final int encodedLength) {
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
  }
}
