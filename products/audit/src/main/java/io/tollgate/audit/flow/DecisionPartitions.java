package io.tollgate.audit.flow;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of audit.decision: made before rows come, dropped when all of their rows are too
 * old or too many.
 */
final class DecisionPartitions {
  /** Journal positions in a partition. */
  static final long SIZE = 1L << 20;

  private static final Logger LOGGER = LoggerFactory.getLogger(DecisionPartitions.class);

  private final Retention retention;
  private long newest;

  DecisionPartitions(final Retention retention) {
    this.retention = retention;
  }

  /** Looks up which partitions there are. */
  void load(final Handle handle) {
    newest = numbers(handle).stream().mapToLong(Long::longValue).max().orElse(-1);
  }

  private static List<Long> numbers(final Handle handle) {
    return handle
        .createQuery(
            "SELECT substr(c.relname, length('decision_') + 1)::bigint FROM pg_inherits i"
                + " JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = 'audit.decision'::regclass ORDER BY 1")
        .mapTo(Long.class)
        .list();
  }

  /** Makes partitions for a range of positions; where it made one, drops what is past retention. */
  void cover(final Handle handle, final long first, final long last, final long timeNs) {
    final long lastNumber = last / SIZE;
    if (lastNumber <= newest) {
      return;
    }
    for (long number = Math.max(newest + 1, first / SIZE); number <= lastNumber; number++) {
      handle.execute(
          "CREATE TABLE IF NOT EXISTS audit.decision_"
              + number
              + " PARTITION OF audit.decision FOR VALUES FROM ("
              + number * SIZE
              + ") TO ("
              + (number + 1) * SIZE
              + ")");
    }
    newest = lastNumber;
    prune(handle, last, timeNs);
  }

  private void prune(final Handle handle, final long last, final long timeNs) {
    final long keptFrom =
        Math.max(last - retention.maxRecords() + 1, firstYoungPosition(handle, timeNs));
    for (final long number : numbers(handle)) {
      final long end = (number + 1) * SIZE;
      if (end <= keptFrom) {
        handle.execute("DROP TABLE audit.decision_" + number);
        handle.execute("DELETE FROM audit.time_mark WHERE position < ?", end);
        LOGGER.info("dropped decisions up to position {}, which are past retention", end - 1);
      }
    }
  }

  /** The first position that is young enough to be kept. */
  private long firstYoungPosition(final Handle handle, final long timeNs) {
    return handle
        .createQuery(
            "SELECT coalesce(max(position), 0) FROM audit.time_mark WHERE time_ns < :oldest")
        .bind("oldest", timeNs - retention.maxAge().toNanos())
        .mapTo(Long.class)
        .one();
  }
}
