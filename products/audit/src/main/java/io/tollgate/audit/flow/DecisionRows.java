package io.tollgate.audit.flow;

import io.tollgate.audit.DecisionKind;
import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.CommandRefusedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import io.tollgate.sbe.journal.UnattributedDecoder;
import io.tollgate.support.database.SqlText;
import org.agrona.collections.Long2LongHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Turns the records of decisions into rows of audit.decision, column by column in the table's
 * order.
 */
final class DecisionRows {
  private static final int COLUMNS = 23;
  private static final int OK = 0;
  private static final int NO_HOP = -1;
  private static final int NO_PART = 0;
  private static final long NO_CURRENCY = -1;

  private final CopyBuffer rows = new CopyBuffer(COLUMNS);
  private final Long2LongHashMap currencies;

  /**
   * Rows.
   *
   * @param currencies by price id, as of the record that is turned next; -1 for none.
   */
  DecisionRows(final Long2LongHashMap currencies) {
    this.currencies = currencies;
  }

  static Long2LongHashMap noCurrencies() {
    return new Long2LongHashMap(NO_CURRENCY);
  }

  void clear() {
    rows.clear();
  }

  void copyInto(final Handle handle) {
    rows.copyInto(handle, "audit.decision");
  }

  void add(final long position, final long timeNs, final CheckedDecoder record) {
    begin(position, NO_PART, timeNs, DecisionKind.CHECK.code(), record.reason());
    hop(record.failingHop());
    rows.int8(record.agentIndex());
    link(record.linkId());
    rows.int8(record.scopeHash()).int2(record.permission()).nulls(13);
  }

  void add(final long position, final long timeNs, final ConsumedDecoder record) {
    begin(position, NO_PART, timeNs, Operation.CONSUME.code(), OK);
    rows.nulls(1).int8(record.agentIndex());
    link(record.linkId());
    rows.int8(record.scopeHash()).int2(record.permission()).int2(record.resource());
    amounts(record.amount(), record.outputAmount(), record.costNano(), record.priceId());
    rows.int8(record.eventIdHigh()).int8(record.eventIdLow()).nulls(5);
  }

  void add(final long position, final long timeNs, final ReservedDecoder record) {
    begin(position, NO_PART, timeNs, Operation.RESERVE.code(), OK);
    rows.nulls(1).int8(record.agentIndex());
    link(record.linkId());
    rows.int8(record.scopeHash()).int2(record.permission()).int2(record.resource());
    amounts(record.amount(), record.outputAmount(), record.costNano(), record.priceId());
    rows.int8(record.reservationIdHigh()).int8(record.reservationIdLow()).nulls(5);
  }

  void add(final long position, final long timeNs, final SettledDecoder record) {
    begin(position, NO_PART, timeNs, record.operation(), OK);
    rows.nulls(1).int8(record.agentIndex()).nulls(3).int2(record.resource());
    amounts(record.amount(), record.outputAmount(), record.costNano(), record.priceId());
    rows.int8(record.reservationIdHigh()).int8(record.reservationIdLow()).nulls(5);
  }

  void add(final long position, final long timeNs, final DeniedDecoder record) {
    begin(position, NO_PART, timeNs, record.operation(), record.reason());
    hop(record.failingHop());
    rows.int8(record.agentIndex());
    link(record.linkId());
    rows.int8(record.scopeHash()).int2(record.permission()).int2(record.resource());
    amounts(record.amount(), record.outputAmount(), 0, record.priceId());
    rows.int8(record.eventIdHigh()).int8(record.eventIdLow());
    if (record.fitting() < 0) {
      rows.nulls(1);
    } else {
      rows.int8(record.fitting());
    }
    rows.nulls(4);
  }

  void add(final long position, final long timeNs, final CommandRefusedDecoder record) {
    begin(position, NO_PART, timeNs, DecisionKind.COMMAND.code(), record.reason());
    hop(record.failingHop());
    rows.int8(record.actorIndex()).nulls(13).int4(record.command());
    rows.binary(
        record.buffer(),
        record.offset() + CommandRefusedDecoder.subjectIdEncodingOffset(),
        CommandRefusedDecoder.subjectIdEncodingLength());
    rows.text(SqlText.of(record.actor()));
  }

  void add(final long position, final long timeNs, final UnattributedDecoder record) {
    int part = NO_PART;
    for (final UnattributedDecoder.CountsDecoder count : record.counts()) {
      begin(position, part++, timeNs, DecisionKind.UNATTRIBUTED.code(), count.reason());
      rows.nulls(14).int8(count.refusals()).nulls(3);
    }
  }

  private void begin(
      final long position, final int part, final long timeNs, final int kind, final int reason) {
    rows.row().int8(position).int2(part).int8(timeNs).int2(kind).int2(reason);
  }

  private void hop(final int failingHop) {
    if (failingHop == NO_HOP) {
      rows.nulls(1);
    } else {
      rows.int2(failingHop);
    }
  }

  private void link(final long linkId) {
    if (linkId == 0) {
      rows.nulls(1);
    } else {
      rows.int8(linkId);
    }
  }

  private void amounts(
      final long amount, final long outputAmount, final long costNano, final long priceId) {
    rows.int8(amount).int8(outputAmount).int8(costNano).int8(priceId);
    final long currency = currencies.get(priceId);
    if (currency == NO_CURRENCY) {
      rows.nulls(1);
    } else {
      rows.int2((int) currency);
    }
  }
}
