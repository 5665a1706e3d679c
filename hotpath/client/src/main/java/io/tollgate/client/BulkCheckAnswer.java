package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;
import java.util.List;

/**
 * The outcome of a bulk of checks.
 *
 * @param reason other than OK, nothing was checked and there are no results.
 * @param position journal position of the last of the decisions.
 * @param results in the order asked.
 */
public record BulkCheckAnswer(Reason reason, long position, List<Result> results)
    implements GateReply {
  /** Copies the results. */
  public BulkCheckAnswer {
    results = List.copyOf(results);
  }

  /** A refusal of all. */
  static BulkCheckAnswer refused(final Reason reason) {
    return new BulkCheckAnswer(reason, 0, List.of());
  }

  /** Whether there are results and each of them allows. */
  public boolean allAllowed() {
    return isOk() && !results.isEmpty() && results.stream().allMatch(Result::allowed);
  }

  /**
   * One check's outcome.
   *
   * @param allowed whether it was granted.
   * @param reason OK where allowed, else why not.
   * @param failingHop place in the chain at which it failed, root = 0; -1 none.
   */
  public record Result(boolean allowed, Reason reason, int failingHop) {}
}
