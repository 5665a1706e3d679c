package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.journal.JournalReader;
import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.BudgetSetDecoder;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.EngineStartedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.QuotaSetDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * Reads a journal and holds every single record against a {@link Ledger}: what a record says came
 * out must be what came out, no id may be decided twice, and time may not go back.
 */
final class JournalModel {
  private final Ledger ledger = new Ledger();
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final ConsumedDecoder consumed = new ConsumedDecoder();
  private final ReservedDecoder reserved = new ReservedDecoder();
  private final SettledDecoder settled = new SettledDecoder();
  private final DeniedDecoder denied = new DeniedDecoder();
  private final CheckedDecoder checked = new CheckedDecoder();
  private final Long2ObjectHashMap<Entry> entries = new Long2ObjectHashMap<>();
  private final Map<Operation, LongHashSet> decided = new EnumMap<>(Operation.class);
  private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
  private final StringBuilder levels = new StringBuilder();
  private long lastTimeNs;
  private long lastPosition;
  private final boolean isKept;
  private long starts;

  /** What one record of a decision says. */
  record Entry(
      Operation operation, int leaf, long id, long amount, long outputAmount, Reason reason) {}

  private JournalModel(final boolean isKept) {
    this.isKept = isKept;
    for (final Operation operation : Operation.values()) {
      decided.put(operation, new LongHashSet());
    }
  }

  /** Reads a whole journal and keeps what it says. */
  static JournalModel of(final Path journal) {
    return read(journal, new JournalModel(true));
  }

  /** Reads a whole journal, however long, and keeps but the accounts. */
  static JournalModel ledgerOf(final Path journal) {
    return read(journal, new JournalModel(false));
  }

  private static JournalModel read(final Path journal, final JournalModel model) {
    try (JournalReader reader = JournalReader.open(journal)) {
      boolean hasMore = true;
      while (hasMore) {
        hasMore = reader.poll(model::onRecord);
      }
    }
    return model;
  }

  private void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    assertThat(position).isEqualTo(lastPosition + 1);
    assertThat(timeNs).as("time of record %s", position).isGreaterThanOrEqualTo(lastTimeNs);
    lastPosition = position;
    lastTimeNs = timeNs;
    ledger.at(position, timeNs);
    levels.setLength(0);
    header.wrap(buffer, offset);
    switch (header.templateId()) {
      case CheckedDecoder.TEMPLATE_ID -> onChecked(buffer, offset);
      case ConsumedDecoder.TEMPLATE_ID -> onConsumed(buffer, offset);
      case ReservedDecoder.TEMPLATE_ID -> onReserved(buffer, offset);
      case SettledDecoder.TEMPLATE_ID -> onSettled(buffer, offset);
      case DeniedDecoder.TEMPLATE_ID -> onDenied(buffer, offset);
      case AgentRegisteredDecoder.TEMPLATE_ID -> onRegistered(buffer, offset);
      case BudgetSetDecoder.TEMPLATE_ID -> onBudgetSet(buffer, offset);
      case QuotaSetDecoder.TEMPLATE_ID -> onQuotaSet(buffer, offset);
      case EngineStartedDecoder.TEMPLATE_ID -> starts++;
      default -> {
        // Changes no account.
      }
    }
  }

  private void onRegistered(final DirectBuffer buffer, final int offset) {
    final AgentRegisteredDecoder fact = new AgentRegisteredDecoder();
    fact.wrapAndApplyHeader(buffer, offset, header);
    final long index = fact.agentIndex();
    fact.skipActor();
    ledger.register(index, fact.name());
  }

  private void onBudgetSet(final DirectBuffer buffer, final int offset) {
    final BudgetSetDecoder fact = new BudgetSetDecoder();
    fact.wrapAndApplyHeader(buffer, offset, header);
    ledger.account(fact.agentIndex()).limitNano = fact.limitNano();
  }

  private void onQuotaSet(final DirectBuffer buffer, final int offset) {
    final QuotaSetDecoder fact = new QuotaSetDecoder();
    fact.wrapAndApplyHeader(buffer, offset, header);
    final Account account = ledger.account(fact.agentIndex());
    account.dayLimit = fact.dayLimit();
    account.concurrentLimit = fact.concurrentLimit();
  }

  private void onChecked(final DirectBuffer buffer, final int offset) {
    checked.wrapAndApplyHeader(buffer, offset, header);
    final Account leaf = ledger.account(checked.agentIndex());
    note(Operation.CHECK, leaf, 0, 0, 0, Reason.ofCode(checked.reason()));
  }

  private void onConsumed(final DirectBuffer buffer, final int offset) {
    consumed.wrapAndApplyHeader(buffer, offset, header);
    final long amount = consumed.amount();
    final long output = consumed.outputAmount();
    final long cost = cost(amount, output);
    final Account leaf = ledger.consume(consumed.agentIndex(), amount + output, cost);
    assertThat(consumed.costNano()).isEqualTo(cost);
    assertThat(consumed.dayUsedAfter()).isEqualTo(leaf.dayUsed);
    assertThat(consumed.totalUsedAfter()).isEqualTo(leaf.total);
    for (final ConsumedDecoder.LevelsDecoder level : consumed.levels()) {
      ledger.append(
          levels, level.levelAgentIndex(), level.spentAfterNano(), level.reservedAfterNano());
    }
    ledger.assertLevels(leaf, levels.toString());
    decide(Operation.CONSUME, consumed.eventIdHigh(), consumed.eventIdLow());
    note(Operation.CONSUME, leaf, consumed.eventIdLow(), amount, output, Reason.OK);
  }

  private void onReserved(final DirectBuffer buffer, final int offset) {
    reserved.wrapAndApplyHeader(buffer, offset, header);
    final long id = reserved.reservationIdLow();
    final long amount = reserved.amount();
    final long output = reserved.outputAmount();
    final long cost = cost(amount, output);
    final Account leaf =
        ledger.reserve(reserved.agentIndex(), id, amount + output, cost, reserved.expiresAtNs());
    assertThat(reserved.costNano()).isEqualTo(cost);
    assertThat(reserved.dayUsedAfter()).isEqualTo(leaf.dayUsed);
    assertThat(reserved.heldAfter()).isEqualTo(leaf.held);
    for (final ReservedDecoder.LevelsDecoder level : reserved.levels()) {
      ledger.append(
          levels, level.levelAgentIndex(), level.spentAfterNano(), level.reservedAfterNano());
    }
    ledger.assertLevels(leaf, levels.toString());
    decide(Operation.RESERVE, reserved.reservationIdHigh(), id);
    note(Operation.RESERVE, leaf, id, amount, output, Reason.OK);
  }

  private void onSettled(final DirectBuffer buffer, final int offset) {
    settled.wrapAndApplyHeader(buffer, offset, header);
    final Operation operation = Operation.ofCode(settled.operation());
    final long id = settled.reservationIdLow();
    final long amount = settled.amount();
    final long output = settled.outputAmount();
    final long cost = cost(amount, output);
    final Account leaf = ledger.settle(operation, id, amount + output, cost);
    assertThat(settled.costNano()).isEqualTo(cost);
    assertThat(settled.dayUsedAfter()).isEqualTo(leaf.dayUsed);
    assertThat(settled.heldAfter()).isEqualTo(leaf.held);
    assertThat(settled.totalUsedAfter()).isEqualTo(leaf.total);
    for (final SettledDecoder.LevelsDecoder level : settled.levels()) {
      ledger.append(
          levels, level.levelAgentIndex(), level.spentAfterNano(), level.reservedAfterNano());
    }
    ledger.assertLevels(leaf, levels.toString());
    decide(operation, settled.reservationIdHigh(), id);
    note(operation, leaf, id, amount, output, Reason.OK);
  }

  private void onDenied(final DirectBuffer buffer, final int offset) {
    denied.wrapAndApplyHeader(buffer, offset, header);
    final Reason reason = Reason.ofCode(denied.reason());
    final Operation operation = Operation.ofCode(denied.operation());
    final long amount = denied.amount();
    final long output = denied.outputAmount();
    final Account leaf =
        ledger.deny(denied.agentIndex(), reason, amount + output, cost(amount, output));
    if (denied.remembered() == 1) {
      decide(operation, denied.eventIdHigh(), denied.eventIdLow());
    }
    note(operation, leaf, denied.eventIdLow(), amount, output, reason);
  }

  private static long cost(final long amount, final long outputAmount) {
    final long millionths =
        amount * Fleet.NANO_PER_MILLION + outputAmount * Fleet.OUTPUT_NANO_PER_MILLION;
    return (millionths + 999_999L) / 1_000_000L;
  }

  private void decide(final Operation operation, final long idHigh, final long id) {
    assertThat(idHigh).isEqualTo(Load.EVENT_ID_HIGH);
    if (!isKept) {
      return;
    }
    assertThat(decided.get(operation).add(id))
        .as("record %s: %s of %s is decided once", lastPosition, operation, id)
        .isTrue();
  }

  private void note(
      final Operation operation,
      final Account leaf,
      final long id,
      final long amount,
      final long outputAmount,
      final Reason reason) {
    reasons.merge(reason, 1L, Long::sum);
    if (!isKept) {
      return;
    }
    entries.put(lastPosition, new Entry(operation, leaf.leaf(), id, amount, outputAmount, reason));
  }

  /** What the record at a position says, or null where that is no decision. */
  Entry at(final long position) {
    return entries.get(position);
  }

  /** How many ids an operation was decided for; denials that are not kept apart. */
  int decidedIds(final Operation operation) {
    return decided.get(operation).size();
  }

  /** How many decisions gave each reason. */
  Map<Reason, Long> reasons() {
    return reasons;
  }

  int openReservations() {
    return ledger.openReservations();
  }

  /** How often the engine started. */
  long starts() {
    return starts;
  }

  long lastPosition() {
    return lastPosition;
  }

  /** Time of the last record, epoch ns. */
  long lastTimeNs() {
    return lastTimeNs;
  }
}
