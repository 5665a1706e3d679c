package io.tollgate.audit.store;

import io.tollgate.audit.AuditFilter;
import io.tollgate.audit.FoundRecord;
import io.tollgate.audit.NewRecords;
import io.tollgate.audit.index.IndexedLog;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.database.Database;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.StaleReadException;
import io.tollgate.support.error.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Searches the indexed records. Any thread, any process. */
public final class SqlAuditSearch {
  /** Records of one log that a watcher's question looks at, whatever it asks for. */
  private static final long MAX_LOOKED_AT = 50_000;

  private static final long POLL_MS = 10;

  private final Database database;
  private final Duration readTimeout;

  /**
   * On a database.
   *
   * @param readTimeout how long a reader waits for the position it asked for.
   */
  public SqlAuditSearch(final Database database, final Duration readTimeout) {
    this.database = database;
    this.readTimeout = readTimeout;
  }

  /** As {@link io.tollgate.audit.AuditRecords#search}. */
  public Positioned<Page<FoundRecord>> search(
      final AuditFilter filter, final PageRequest page, final long atLeastPosition) {
    final SearchCursor cursor = page.cursor().map(SearchCursor::ofText).orElse(SearchCursor.START);
    await(atLeastPosition);
    return database.inTransaction(
        handle -> {
          final List<IndexedLog> logs = IndexedLog.all(handle);
          requireIndexed(filter, logs);
          final List<FoundRecord> found =
              new RecordQuery(handle, filter).before(cursor).newest(handle, page.limit() + 1);
          return new Positioned<>(pageOf(found, page.limit()), reached(logs));
        });
  }

  private static Page<FoundRecord> pageOf(final List<FoundRecord> found, final int limit) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    final List<FoundRecord> shown = found.subList(0, limit);
    return new Page<>(shown, Optional.of(RecordQuery.cursorOf(shown.get(limit - 1)).toText()));
  }

  /** As {@link io.tollgate.audit.AuditRecords#since}. */
  public NewRecords since(final AuditFilter filter, final Optional<String> text, final int limit) {
    final Optional<WatchCursor> given = text.map(WatchCursor::ofText);
    return database.inTransaction(
        handle -> {
          final List<IndexedLog> logs = IndexedLog.all(handle);
          requireIndexed(filter, logs);
          final WatchCursor cursor = given.orElseGet(() -> WatchCursor.atEndOf(logs));
          final List<FoundRecord> items = new ArrayList<>();
          boolean isMore = false;
          for (final IndexedLog log : logs) {
            isMore |= look(handle, filter, cursor, log, limit, items);
          }
          items.sort(
              Comparator.comparing(FoundRecord::time)
                  .thenComparing(FoundRecord::log)
                  .thenComparingLong(FoundRecord::sequence));
          return new NewRecords(items, cursor.toText(), isMore, reached(logs));
        });
  }

  /** Adds what is new in one log, and moves the cursor; whether there may be more of it. */
  private static boolean look(
      final Handle handle,
      final AuditFilter filter,
      final WatchCursor cursor,
      final IndexedLog log,
      final int limit,
      final List<FoundRecord> items) {
    final long first = cursor.next(log);
    final int room = limit - items.size();
    final boolean isWanted = filter.log().isEmpty() || filter.log().get() == log.log();
    if (first >= log.size()) {
      return false;
    }
    if (!isWanted) {
      cursor.moveTo(log.log(), log.size());
      return false;
    }
    if (room == 0) {
      return true;
    }
    final long end = Math.min(log.size(), first + MAX_LOOKED_AT);
    final List<FoundRecord> found =
        new RecordQuery(handle, filter).within(log.log(), first, end).inSequence(handle, room + 1);
    final boolean isFull = found.size() > room;
    items.addAll(isFull ? found.subList(0, room) : found);
    cursor.moveTo(log.log(), isFull ? found.get(room).sequence() : end);
    return isFull || end < log.size();
  }

  private static void requireIndexed(final AuditFilter filter, final List<IndexedLog> logs) {
    final Optional<RetentionClass> log = filter.log();
    if (log.isPresent() && logs.stream().noneMatch(indexed -> indexed.log() == log.get())) {
      throw new InvalidRequestException(
          "class",
          log.get() == RetentionClass.GATE
              ? "gate is not indexed: plain checks are in /v1/decisions (or see the setting"
                  + " audit.index.logs)"
              : log.get().logName() + " is not indexed (see the setting audit.index.logs)");
    }
  }

  /** How far each log is indexed. */
  public List<IndexedLog> indexed() {
    return database.inTransaction(IndexedLog::all);
  }

  /** The journal position up to which everything is indexed that is indexed at all. */
  public long position() {
    return reached(indexed());
  }

  private static long reached(final List<IndexedLog> logs) {
    return logs.stream().mapToLong(IndexedLog::journalPosition).min().orElse(0);
  }

  private void await(final long wanted) {
    if (wanted <= 0) {
      return;
    }
    final long deadlineNs = System.nanoTime() + readTimeout.toNanos();
    long reached = position();
    while (reached < wanted) {
      if (System.nanoTime() - deadlineNs >= 0) {
        throw new StaleReadException(wanted, reached);
      }
      pause();
      reached = position();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          Reason.UNAVAILABLE, "interrupted while the index caught up", e);
    }
  }
}
