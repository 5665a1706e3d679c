package io.tollgate.adminapi.http;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.problem.Problem;

/** Writes refusals into the journal, of operations whose refusals are no less telling. */
@FunctionalInterface
public interface RefusalJournal {
  /**
   * Writes down that an operation was refused; blocks.
   *
   * @return position of the record.
   */
  long refused(String operationId, Problem problem, Caller caller);
}
