package io.tollgate.audit;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import java.util.List;
import java.util.Optional;

/**
 * Reads the signed records: searches run on the index in PostgreSQL, proofs on the logs themselves.
 * Any thread; calls block on the database and the disk.
 */
public interface AuditRecords {
  /**
   * The records that match, newest first. Following the cursors shows every record that was there
   * at the first page exactly once, also while others come.
   *
   * @param atLeastPosition waits, within bounds, until every journal record up to this one can be
   *     found; 0 for no wait.
   * @throws io.tollgate.support.error.StaleReadException where the index is still behind then.
   * @throws io.tollgate.support.error.InvalidRequestException where the cursor is not one that was
   *     given out, the words have no word, or the log is not indexed.
   * @throws io.tollgate.support.error.RefusedException SEARCH_TOO_WIDE where it takes too long.
   */
  Positioned<Page<FoundRecord>> search(AuditFilter filter, PageRequest page, long atLeastPosition);

  /**
   * The records that match and came since.
   *
   * @param cursor of the call before; empty to begin now, with no records yet.
   * @param limit most records, 1 to 1,000.
   * @throws io.tollgate.support.error.InvalidRequestException as {@link #search}.
   */
  NewRecords since(AuditFilter filter, Optional<String> cursor, int limit);

  /** All logs as they are now. */
  List<LogView> logs();

  /**
   * One record, to be verified.
   *
   * @throws io.tollgate.support.error.InvalidRequestException where the log has no such record, or
   *     pruned it.
   */
  ProvenAuditRecord record(RetentionClass log, long sequence);

  /**
   * That the log of one size is the beginning of the log of another.
   *
   * @param to empty for the newest checkpoint's size.
   * @throws io.tollgate.support.error.InvalidRequestException where the log never had such a size,
   *     or the smaller one ends in a segment that was pruned.
   */
  LogConsistency consistency(RetentionClass log, long from, Optional<Long> to);
}
