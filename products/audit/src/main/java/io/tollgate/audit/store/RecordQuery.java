package io.tollgate.audit.store;

import io.tollgate.audit.AuditFilter;
import io.tollgate.audit.FoundRecord;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Asks the table of records: by time or by sequence, never by an offset. */
final class RecordQuery {
  private static final String SELECT =
      "SELECT log, sequence, time_ns, record_id, product, event_type, agent_id, resource, action,"
          + " journal_position, metadata, hash FROM audit.record WHERE ";
  // As the index says it.
  private static final String WORDS =
      "to_tsvector('simple', event_type || ' ' || action || ' ' || resource || ' ' || metadata)"
          + " @@ websearch_to_tsquery('simple', :words)";
  private static final String TIME_LIMIT_MS = "5000";
  private static final String CANCELED = "57014";

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> arguments = new LinkedHashMap<>();

  /** Whatever matches a filter. */
  RecordQuery(final Handle handle, final AuditFilter filter) {
    filter.log().ifPresent(log -> where("log = :log", "log", log.code()));
    filter.product().ifPresent(product -> product(product.code()));
    filter.eventType().ifPresent(type -> where("event_type = :eventType", "eventType", type));
    filter.agent().ifPresent(agent -> where("agent_id = :agent", "agent", agent.toBytes()));
    filter.resource().ifPresent(resource -> where("resource = :resource", "resource", resource));
    filter.action().ifPresent(action -> where("action = :action", "action", action));
    filter.from().ifPresent(from -> where("time_ns >= :fromNs", "fromNs", nanos(from)));
    filter.to().ifPresent(to -> where("time_ns < :toNs", "toNs", nanos(to)));
    filter.words().ifPresent(words -> words(handle, words));
  }

  private void product(final int code) {
    where("product = :product", "product", code);
    if (code != 0) {
      // As the index's condition says it.
      conditions.add("product <> 0");
    }
  }

  private void words(final Handle handle, final String words) {
    final int nodes =
        handle
            .createQuery("SELECT numnode(websearch_to_tsquery('simple', :words))")
            .bind("words", words)
            .mapTo(Integer.class)
            .one();
    if (nodes == 0) {
      throw new InvalidRequestException("q", "has no word to search for");
    }
    where(WORDS, "words", words);
  }

  /** Only what is older than where a page ended. */
  RecordQuery before(final SearchCursor cursor) {
    where(
        "(time_ns, log, sequence) < (:cursorNs, :cursorLog, :cursorSequence)",
        "cursorNs",
        cursor.timeNs());
    arguments.put("cursorLog", cursor.log());
    arguments.put("cursorSequence", cursor.sequence());
    return this;
  }

  /** Only these records of one log. */
  RecordQuery within(final RetentionClass log, final long first, final long end) {
    where("log = :withinLog", "withinLog", log.code());
    where("sequence >= :first", "first", first);
    where("sequence < :end", "end", end);
    return this;
  }

  private void where(final String condition, final String name, final Object value) {
    conditions.add(condition);
    arguments.put(name, value);
  }

  List<FoundRecord> newest(final Handle handle, final int limit) {
    return run(handle, "time_ns DESC, log DESC, sequence DESC", limit);
  }

  List<FoundRecord> inSequence(final Handle handle, final int limit) {
    return run(handle, "sequence", limit);
  }

  private List<FoundRecord> run(final Handle handle, final String order, final int limit) {
    handle.execute("SET LOCAL statement_timeout = " + TIME_LIMIT_MS);
    final String where = conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    try {
      return handle
          .createQuery(SELECT + where + " ORDER BY " + order + " LIMIT :limit")
          .bindMap(arguments)
          .bind("limit", limit)
          .map((row, context) -> found(row))
          .list();
    } catch (final JdbiException e) {
      throw isCanceled(e) ? tooWide() : e;
    }
  }

  private static RuntimeException tooWide() {
    return new RefusedException(
        "SEARCH_TOO_WIDE",
        false,
        0,
        "this takes more than 5 seconds to find; narrow it by times, a class, an agent, an event"
            + " type or a rarer word");
  }

  private static boolean isCanceled(final Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && CANCELED.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static FoundRecord found(final ResultSet row) throws SQLException {
    return new FoundRecord(
        RetentionClass.ofCode(row.getInt(1)),
        row.getLong(2),
        row.getObject(4, UUID.class),
        Instant.ofEpochSecond(0, row.getLong(3)),
        AuditSource.ofCode(row.getInt(5)),
        row.getString(6),
        Optional.ofNullable(row.getBytes(7)).map(AgentId::of),
        row.getString(8),
        row.getString(9),
        row.getLong(10),
        row.getString(11),
        HexFormat.of().formatHex(row.getBytes(12)));
  }

  private static long nanos(final Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (final ArithmeticException ex) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The cursor behind a record. */
  static SearchCursor cursorOf(final FoundRecord record) {
    return new SearchCursor(nanos(record.time()), record.log().code(), record.sequence());
  }
}
