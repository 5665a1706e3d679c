package io.tollgate.audit.store;

import io.tollgate.audit.Decision;
import io.tollgate.audit.DecisionFilter;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Asks the table of decisions, newest first, by position: never an offset, so that a late page
 * costs as much as the first.
 */
final class DecisionQuery {
  private static final String SELECT =
      "SELECT d.position, d.part, d.time_ns, d.kind, d.reason, d.failing_hop, a.agent_id, d.link_id, d.scope_hash,"
          + " d.permission, p.name, d.resource, d.amount, d.output_amount, d.cost_nano, d.price_id, d.currency,"
          + " d.event_high, d.event_low, d.fitting, d.refusals, d.command, d.subject, d.actor"
          + " FROM audit.decision d LEFT JOIN audit.agent a ON a.agent_index = d.agent_index"
          + " LEFT JOIN audit.permission p ON p.bit = d.permission";
  private static final String ORDER = " ORDER BY d.position DESC, d.part DESC LIMIT :limit";

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> arguments = new LinkedHashMap<>();

  private DecisionQuery(final DecisionCursor cursor) {
    where("(d.position, d.part) < (:cursorPosition, :cursorPart)");
    // Said again in plain terms, because only these keep partitions out of the plan.
    where("d.position <= :cursorPosition");
    arguments.put("cursorPosition", cursor.position());
    arguments.put("cursorPart", cursor.part());
  }

  static Page<Decision> page(
      final Handle handle, final DecisionFilter filter, final PageRequest request) {
    final DecisionCursor cursor =
        request.cursor().map(DecisionCursor::ofText).orElse(DecisionCursor.START);
    final DecisionQuery query = new DecisionQuery(cursor);
    if (filter.agent().isPresent()) {
      final Optional<Long> agentIndex = agentIndex(handle, filter.agent().get());
      if (agentIndex.isEmpty()) {
        return new Page<>(List.of(), Optional.empty());
      }
      query.where("d.agent_index = :agentIndex", "agentIndex", agentIndex.get());
    }
    filter.from().ifPresent(from -> query.from(handle, nanos(from)));
    filter.to().ifPresent(to -> query.to(handle, nanos(to)));
    filter.allowed().ifPresent(allowed -> query.where(allowed ? "d.reason = 0" : "d.reason <> 0"));
    filter.reason().ifPresent(query::reason);
    return query.run(handle, request.limit());
  }

  private static Optional<Long> agentIndex(final Handle handle, final AgentId agentId) {
    return handle
        .createQuery("SELECT agent_index FROM audit.agent WHERE agent_id = :agentId")
        .bind("agentId", agentId.toBytes())
        .mapTo(Long.class)
        .findOne();
  }

  private static long nanos(final Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (final ArithmeticException ex) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private void where(final String condition) {
    conditions.add(condition);
  }

  private void where(final String condition, final String name, final Object value) {
    conditions.add(condition);
    arguments.put(name, value);
  }

  private void from(final Handle handle, final long timeNs) {
    where("d.time_ns >= :fromNs", "fromNs", timeNs);
    final long before = mark(handle, "max", "time_ns < :timeNs", timeNs).orElse(0L);
    where("d.position > :afterPosition", "afterPosition", before);
  }

  private void to(final Handle handle, final long timeNs) {
    where("d.time_ns < :toNs", "toNs", timeNs);
    mark(handle, "min", "time_ns >= :timeNs", timeNs)
        .ifPresent(mark -> where("d.position <= :upToPosition", "upToPosition", mark));
  }

  private static Optional<Long> mark(
      final Handle handle, final String which, final String condition, final long timeNs) {
    return handle
        .createQuery("SELECT " + which + "(position) FROM audit.time_mark WHERE " + condition)
        .bind("timeNs", timeNs)
        .mapTo(Long.class)
        .findOne();
  }

  private void reason(final Reason reason) {
    where("d.reason = :reason", "reason", reason.code());
    if (reason != Reason.OK) {
      // As the index's condition says it.
      where("d.reason <> 0");
    }
  }

  private Page<Decision> run(final Handle handle, final int limit) {
    final List<DecisionRow> rows =
        handle
            .createQuery(SELECT + " WHERE " + String.join(" AND ", conditions) + ORDER)
            .bindMap(arguments)
            .bind("limit", limit + 1)
            .map((row, context) -> DecisionRow.of(row))
            .list();
    final boolean isMore = rows.size() > limit;
    final List<DecisionRow> shown = isMore ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown.stream().map(DecisionRow::decision).toList(),
        isMore ? Optional.of(shown.get(limit - 1).cursor().toText()) : Optional.empty());
  }
}
