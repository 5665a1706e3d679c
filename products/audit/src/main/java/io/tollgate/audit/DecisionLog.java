package io.tollgate.audit;

import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;

/** What the gate decided, newest first. Any thread; calls block on the database. */
public interface DecisionLog {
  /**
   * The decisions that match, newest first.
   *
   * @param atLeastPosition waits, within bounds, until every record up to this one can be seen; 0
   *     for no wait.
   * @return with the position up to which decisions were visible.
   * @throws io.tollgate.support.error.StaleReadException where the log is still behind after the
   *     wait.
   * @throws io.tollgate.support.error.InvalidRequestException where the cursor is not one of this
   *     query's.
   * @throws io.tollgate.support.error.UnavailableException where the database does not answer.
   */
  Positioned<Page<Decision>> query(DecisionFilter filter, PageRequest page, long atLeastPosition);
}
