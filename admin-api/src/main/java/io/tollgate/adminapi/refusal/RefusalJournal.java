package io.tollgate.adminapi.refusal;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.problem.Problem;

/** Writes refusals into the journal, from where audit has them. Blocks; any thread. */
public interface RefusalJournal {
  /**
   * Writes down that something was refused that is done to the audit logs.
   *
   * @return position of the record.
   */
  long refusedCustody(String operationId, Problem problem, Caller caller);

  /**
   * Writes down that a call was refused.
   *
   * @return position of the record.
   */
  long refused(RefusedCall call, Caller caller);

  /** Writes down what was refused so often that it was only counted. */
  void refused(RefusalSum sum);
}
