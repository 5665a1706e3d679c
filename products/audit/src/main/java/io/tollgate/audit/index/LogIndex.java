package io.tollgate.audit.index;

import io.tollgate.audit.log.LogChangedException;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SignedTail;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.support.database.Database;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The rows of one log. Rows and how far they go are committed together, so each record is there
 * exactly once, whichever side is killed. Opened anew after every failure. One thread.
 */
final class LogIndex implements AutoCloseable {
  private static final int MAX_RECORDS = 16_384;
  private static final int REMOVED_AT_ONCE = 20_000;

  private final RetentionClass log;
  private final Database database;
  private final SignedTail tail;
  private final IndexPartitions partitions;
  private final IndexRows rows;
  private IndexedLog indexed;

  private LogIndex(
      final RetentionClass log,
      final Database database,
      final SignedTail tail,
      final IndexPartitions partitions,
      final IndexedLog indexed) {
    this.log = log;
    this.database = database;
    this.tail = tail;
    this.partitions = partitions;
    this.indexed = indexed;
    rows = new IndexRows(log);
  }

  /** What was indexed of a log, and its tree. */
  private record Seen(Optional<IndexedLog> log, Optional<CompactRange> tree) {}

  /**
   * Opens the index of a log where it ended; begins it anew where its rows are lost.
   *
   * @return empty where there is no log yet.
   * @throws LogChangedException where the log is another one than was indexed.
   */
  static Optional<LogIndex> open(
      final RetentionClass log, final Path directory, final Database database) {
    final IndexPartitions partitions = new IndexPartitions(log);
    final Seen seen = database.inTransaction(handle -> load(handle, log, partitions));
    final Optional<SignedTail> tail =
        SignedTail.open(directory.resolve(log.logName()), seen.tree());
    if (tail.isEmpty()) {
      return Optional.empty();
    }
    if (seen.log().filter(was -> !was.origin().equals(tail.get().origin())).isPresent()) {
      throw new LogChangedException(
          "the audit log "
              + log.logName()
              + " is "
              + tail.get().origin()
              + ", and "
              + seen.log().get().origin()
              + " was indexed");
    }
    final IndexedLog indexed =
        seen.log().isPresent() && seen.log().get().size() == tail.get().size()
            ? seen.log().get()
            : database.inTransaction(handle -> begin(handle, log, partitions, tail.get()));
    return Optional.of(new LogIndex(log, database, tail.get(), partitions, indexed));
  }

  private static Seen load(
      final Handle handle, final RetentionClass log, final IndexPartitions partitions) {
    partitions.load(handle);
    final Optional<IndexedLog> was =
        IndexedLog.of(handle, log).filter(known -> hasRows(handle, known));
    return new Seen(was, was.map(known -> known.tree(handle)));
  }

  /** Whether the last row is there that should be: else somebody emptied the table. */
  private static boolean hasRows(final Handle handle, final IndexedLog known) {
    return known.size() == known.first()
        || handle
                .createQuery(
                    "SELECT count(*) FROM audit.record WHERE log = :log AND sequence = :last")
                .bind("log", known.log().code())
                .bind("last", known.size() - 1)
                .mapTo(Integer.class)
                .one()
            == 1;
  }

  private static IndexedLog begin(
      final Handle handle,
      final RetentionClass log,
      final IndexPartitions partitions,
      final SignedTail tail) {
    partitions.dropAll(handle);
    handle.execute("DELETE FROM audit.index_position WHERE log = ?", log.code());
    final IndexedLog begun =
        new IndexedLog(log, tail.origin(), tail.size(), tail.size(), 0, 0, Optional.empty());
    begun.begin(handle, tail.tree());
    return begun;
  }

  /** Forgets a log that shall not be indexed any more. */
  static void forget(final RetentionClass log, final Database database) {
    database.inTransaction(
        handle -> {
          new IndexPartitions(log).dropAll(handle);
          return handle.execute("DELETE FROM audit.index_position WHERE log = ?", log.code());
        });
  }

  /** Says why the index of a log does not go on, for whoever asks in another process. */
  static void tell(final RetentionClass log, final String failure, final Database database) {
    database.inTransaction(
        handle ->
            handle.execute(
                "UPDATE audit.index_position SET failure = ? WHERE log = ?", failure, log.code()));
  }

  /**
   * Indexes what is signed and not indexed yet, in one transaction.
   *
   * @return whether there may be more right now.
   */
  boolean step() {
    tail.refresh();
    rows.clear();
    boolean isMore = true;
    while (isMore && rows.count() < MAX_RECORDS && !rows.isLarge()) {
      isMore = tail.next(rows::add) > 0;
    }
    final IndexedLog reached = reached(tail.checkpoint().orElseThrow());
    if (reached.size() != indexed.size()
        || reached.journalPosition() != indexed.journalPosition()
        || indexed.failure().isPresent()) {
      commit(reached);
    }
    return isMore;
  }

  private IndexedLog reached(final Checkpoint checkpoint) {
    // Only with its last record is everything there that a checkpoint speaks of.
    final boolean isAll = tail.size() == checkpoint.size();
    return new IndexedLog(
        log,
        indexed.origin(),
        indexed.first(),
        tail.size(),
        isAll ? checkpoint.journalPosition() : indexed.journalPosition(),
        isAll ? checkpoint.timeNs() : indexed.timeNs(),
        Optional.empty());
  }

  private void commit(final IndexedLog reached) {
    database.inTransaction(
        handle -> {
          // What a crash of the database takes is read from the log again.
          handle.execute("SET LOCAL synchronous_commit = off");
          if (rows.count() > 0) {
            partitions.cover(handle, indexed.size(), reached.size() - 1);
            rows.copyInto(handle);
          }
          reached.advance(handle, indexed.size(), tail.tree());
          return null;
        });
    indexed = reached;
  }

  /** Removes the rows of records that the log has pruned, some at a time. */
  void prune() {
    final long first = Math.min(tail.first(), indexed.size());
    if (first <= indexed.first()) {
      return;
    }
    database.inTransaction(
        handle -> {
          partitions.dropBefore(handle, first);
          return null;
        });
    for (long end = first / IndexPartitions.SIZE * IndexPartitions.SIZE; end < first; ) {
      end = Math.min(first, end + REMOVED_AT_ONCE);
      removeBefore(end);
    }
    removeBefore(first);
    indexed =
        new IndexedLog(
            log,
            indexed.origin(),
            first,
            indexed.size(),
            indexed.journalPosition(),
            indexed.timeNs(),
            Optional.empty());
  }

  private void removeBefore(final long end) {
    database.inTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM audit.record WHERE log = ? AND sequence < ?", log.code(), end);
          return handle.execute(
              "UPDATE audit.index_position SET first = ? WHERE log = ?", end, log.code());
        });
  }

  long size() {
    return indexed.size();
  }

  @Override
  public void close() {
    tail.close();
  }
}
