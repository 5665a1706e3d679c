package io.tollgate.audit.index;

import io.tollgate.audit.log.RetentionClass;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The partitions of audit.record that belong to one log: made before rows come, dropped when all of
 * their records were pruned.
 */
final class IndexPartitions {
  /** Records in a partition. */
  static final long SIZE = 1L << 20;

  private final RetentionClass log;
  private final String prefix;
  private long newest = -1;

  IndexPartitions(final RetentionClass log) {
    this.log = log;
    prefix = "record_" + log.logName() + "_";
  }

  /** Looks up which there are. */
  void load(final Handle handle) {
    newest = numbers(handle).stream().mapToLong(Long::longValue).max().orElse(-1);
  }

  private List<Long> numbers(final Handle handle) {
    return handle
        .createQuery(
            "SELECT substr(c.relname, length(:prefix) + 1)::bigint FROM pg_inherits i"
                + " JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = 'audit.record'::regclass"
                + " AND starts_with(c.relname, :prefix) ORDER BY 1")
        .bind("prefix", prefix)
        .mapTo(Long.class)
        .list();
  }

  /** Makes the partitions for a range of records. */
  void cover(final Handle handle, final long first, final long last) {
    for (long number = Math.max(newest + 1, first / SIZE); number <= last / SIZE; number++) {
      handle.execute(
          "CREATE TABLE IF NOT EXISTS audit."
              + prefix
              + number
              + " PARTITION OF audit.record FOR VALUES FROM ("
              + log.code()
              + ", "
              + number * SIZE
              + ") TO ("
              + log.code()
              + ", "
              + (number + 1) * SIZE
              + ")");
      newest = number;
    }
  }

  /** Drops those whose records are all before one. */
  void dropBefore(final Handle handle, final long first) {
    for (final long number : numbers(handle)) {
      if (number < first / SIZE) {
        handle.execute("DROP TABLE audit." + prefix + number);
      }
    }
  }

  /** Drops all of them. */
  void dropAll(final Handle handle) {
    dropBefore(handle, Long.MAX_VALUE);
    newest = -1;
  }
}
