package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import io.tollgate.sbe.journal.UnattributedDecoder;
import org.agrona.DirectBuffer;

/** Reads the records of decisions. */
final class DecisionRecords {

  private final CheckedDecoder checked = new CheckedDecoder();
  private final ConsumedDecoder consumed = new ConsumedDecoder();
  private final ReservedDecoder reserved = new ReservedDecoder();
  private final SettledDecoder settled = new SettledDecoder();
  private final DeniedDecoder denied = new DeniedDecoder();
  private final UnattributedDecoder unattributed = new UnattributedDecoder();

  /** Fills in the record's fields; false where it is not of a decision. */
  boolean read(
      final MessageHeaderDecoder header,
      final DirectBuffer buffer,
      final int offset,
      final RecordFields fields,
      final ObjectNode node) {
    switch (header.templateId()) {
      case CheckedDecoder.TEMPLATE_ID ->
          checked(checked.wrapAndApplyHeader(buffer, offset, header), fields);
      case ConsumedDecoder.TEMPLATE_ID ->
          consumed(consumed.wrapAndApplyHeader(buffer, offset, header), fields, node);
      case ReservedDecoder.TEMPLATE_ID ->
          reserved(reserved.wrapAndApplyHeader(buffer, offset, header), fields, node);
      case SettledDecoder.TEMPLATE_ID ->
          settled(settled.wrapAndApplyHeader(buffer, offset, header), fields, node);
      case DeniedDecoder.TEMPLATE_ID ->
          denied(denied.wrapAndApplyHeader(buffer, offset, header), fields);
      case UnattributedDecoder.TEMPLATE_ID ->
          unattributed(unattributed.wrapAndApplyHeader(buffer, offset, header), fields, node);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void checked(final CheckedDecoder record, final RecordFields fields) {
    fields
        .text("type", "Checked")
        .agent("agent_index", record.agentIndex())
        .number("permission_bit", record.permission())
        .reason(record.reason())
        .limit("failing_hop", record.failingHop())
        .hex("link_id", record.linkId())
        .hex("scope_hash", record.scopeHash())
        .number("count_after", record.countAfter());
  }

  private static void consumed(
      final ConsumedDecoder record, final RecordFields fields, final ObjectNode node) {
    fields
        .text("type", "Consumed")
        .agent("agent_index", record.agentIndex())
        .id("event_id", record.eventIdHigh(), record.eventIdLow())
        .number("permission_bit", record.permission())
        .resource(record.resource())
        .number("amount", record.amount())
        .number("output_amount", record.outputAmount())
        .number("price_id", record.priceId())
        .money("cost", record.costNano())
        .hex("link_id", record.linkId())
        .hex("scope_hash", record.scopeHash())
        .number("count_after", record.countAfter())
        .number("hour_used_after", record.hourUsedAfter())
        .number("day_used_after", record.dayUsedAfter())
        .number("month_used_after", record.monthUsedAfter())
        .number("total_used_after", record.totalUsedAfter());
    final ArrayNode levels = node.putArray("budgets");
    for (final ConsumedDecoder.LevelsDecoder level : record.levels()) {
      level(levels, level.levelAgentIndex(), level.spentAfterNano(), level.reservedAfterNano());
    }
  }

  private static void reserved(
      final ReservedDecoder record, final RecordFields fields, final ObjectNode node) {
    fields
        .text("type", "Reserved")
        .agent("agent_index", record.agentIndex())
        .id("reservation_id", record.reservationIdHigh(), record.reservationIdLow())
        .number("permission_bit", record.permission())
        .resource(record.resource())
        .number("amount", record.amount())
        .number("output_amount", record.outputAmount())
        .number("price_id", record.priceId())
        .money("cost", record.costNano())
        .money("per_million", record.nanoPerMillion())
        .money("output_per_million", record.outputNanoPerMillion())
        .text("expires_at", RecordReader.time(record.expiresAtNs()).toString())
        .hex("link_id", record.linkId())
        .hex("scope_hash", record.scopeHash())
        .number("count_after", record.countAfter())
        .number("hour_used_after", record.hourUsedAfter())
        .number("day_used_after", record.dayUsedAfter())
        .number("month_used_after", record.monthUsedAfter())
        .number("held_after", record.heldAfter());
    final ArrayNode levels = node.putArray("budgets");
    for (final ReservedDecoder.LevelsDecoder level : record.levels()) {
      level(levels, level.levelAgentIndex(), level.spentAfterNano(), level.reservedAfterNano());
    }
  }

  private static void settled(
      final SettledDecoder record, final RecordFields fields, final ObjectNode node) {
    fields
        .text("type", "Settled")
        .operation(record.operation())
        .agent("agent_index", record.agentIndex())
        .id("reservation_id", record.reservationIdHigh(), record.reservationIdLow())
        .resource(record.resource())
        .number("amount", record.amount())
        .number("output_amount", record.outputAmount())
        .number("price_id", record.priceId())
        .money("cost", record.costNano())
        .number("count_after", record.countAfter())
        .number("hour_used_after", record.hourUsedAfter())
        .number("day_used_after", record.dayUsedAfter())
        .number("month_used_after", record.monthUsedAfter())
        .number("held_after", record.heldAfter())
        .number("total_used_after", record.totalUsedAfter());
    final ArrayNode levels = node.putArray("budgets");
    for (final SettledDecoder.LevelsDecoder level : record.levels()) {
      level(levels, level.levelAgentIndex(), level.spentAfterNano(), level.reservedAfterNano());
    }
  }

  private static void denied(final DeniedDecoder record, final RecordFields fields) {
    fields
        .text("type", "Denied")
        .operation(record.operation())
        .agent("agent_index", record.agentIndex())
        .id("event_id", record.eventIdHigh(), record.eventIdLow())
        .reason(record.reason())
        .limit("failing_hop", record.failingHop())
        .number("permission_bit", record.permission())
        .resource(record.resource())
        .number("amount", record.amount())
        .number("output_amount", record.outputAmount())
        .limit("fitting", record.fitting())
        .number("price_id", record.priceId())
        .hex("link_id", record.linkId())
        .hex("scope_hash", record.scopeHash())
        .number("count_after", record.countAfter())
        .number("remembered", record.remembered());
  }

  private static void unattributed(
      final UnattributedDecoder record, final RecordFields fields, final ObjectNode node) {
    fields.text("type", "Unattributed");
    final ArrayNode counts = node.putArray("counts");
    for (final UnattributedDecoder.CountsDecoder count : record.counts()) {
      new RecordFields(counts.addObject())
          .reason(count.reason())
          .number("refusals", count.refusals());
    }
  }

  private static void level(
      final ArrayNode levels,
      final long agentIndex,
      final long spentAfterNano,
      final long reservedAfterNano) {
    new RecordFields(levels.addObject())
        .agent("agent_index", agentIndex)
        .money("spent_after", spentAfterNano)
        .money("reserved_after", reservedAfterNano);
  }
}
