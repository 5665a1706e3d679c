package io.tollgate.audit.index;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.TreeHasher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How far a log is indexed.
 *
 * @param log which.
 * @param origin of the log that was read.
 * @param first the first record that is indexed; those before were pruned.
 * @param size how many records the log had where the index ends.
 * @param journalPosition up to which everything of the journal that belongs into the log is
 *     indexed.
 * @param timeNs of the checkpoint that said so.
 * @param failure why it does not go on; empty where it does.
 */
public record IndexedLog(
    RetentionClass log,
    String origin,
    long first,
    long size,
    long journalPosition,
    long timeNs,
    Optional<String> failure) {
  private static final String SELECT =
      "SELECT log, origin, first, size, journal_position, time_ns, failure"
          + " FROM audit.index_position ORDER BY log";

  /** All logs that are indexed. */
  public static List<IndexedLog> all(final Handle handle) {
    return handle
        .createQuery(SELECT)
        .map(
            (row, context) ->
                new IndexedLog(
                    RetentionClass.ofCode(row.getInt(1)),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    Optional.ofNullable(row.getString(7))))
        .list();
  }

  /** The same of one log. */
  static Optional<IndexedLog> of(final Handle handle, final RetentionClass log) {
    return all(handle).stream().filter(indexed -> indexed.log() == log).findFirst();
  }

  /** The tree of what was indexed. */
  CompactRange tree(final Handle handle) {
    final byte[] roots =
        handle
            .createQuery("SELECT tree FROM audit.index_position WHERE log = :log")
            .bind("log", log.code())
            .mapTo(byte[].class)
            .one();
    final List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < roots.length; at += TreeHasher.HASH_LENGTH) {
      parts.add(Arrays.copyOfRange(roots, at, at + TreeHasher.HASH_LENGTH));
    }
    return CompactRange.of(size, parts);
  }

  /** Begins a log anew. */
  void begin(final Handle handle, final CompactRange tree) {
    handle
        .createUpdate(
            "INSERT INTO audit.index_position"
                + " (log, origin, first, size, tree, journal_position, time_ns)"
                + " VALUES (:log, :origin, :first, :size, :tree, :journalPosition, :timeNs)")
        .bind("log", log.code())
        .bind("origin", origin)
        .bind("first", first)
        .bind("size", size)
        .bind("tree", bytes(tree))
        .bind("journalPosition", journalPosition)
        .bind("timeNs", timeNs)
        .execute();
  }

  /**
   * Moves on from where the log was, unless another indexer did.
   *
   * @param from the size before.
   */
  void advance(final Handle handle, final long from, final CompactRange tree) {
    final int changed =
        handle
            .createUpdate(
                "UPDATE audit.index_position SET size = :size, tree = :tree, failure = NULL,"
                    + " journal_position = :journalPosition, time_ns = :timeNs"
                    + " WHERE log = :log AND size = :from")
            .bind("log", log.code())
            .bind("size", size)
            .bind("tree", bytes(tree))
            .bind("journalPosition", journalPosition)
            .bind("timeNs", timeNs)
            .bind("from", from)
            .execute();
    if (changed != 1) {
      throw new IllegalStateException(
          "another indexer of " + log.logName() + " moved on from record " + from);
    }
  }

  private static byte[] bytes(final CompactRange tree) {
    final List<byte[]> roots = tree.subtreeRoots();
    final byte[] bytes = new byte[roots.size() * TreeHasher.HASH_LENGTH];
    for (int i = 0; i < roots.size(); i++) {
      System.arraycopy(roots.get(i), 0, bytes, i * TreeHasher.HASH_LENGTH, TreeHasher.HASH_LENGTH);
    }
    return bytes;
  }
}
