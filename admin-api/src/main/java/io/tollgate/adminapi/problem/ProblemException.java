package io.tollgate.adminapi.problem;

/** Ends a request with a problem. Expected, so it has no stack trace. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** With the problem that is the answer. */
  public ProblemException(final Problem problem) {
    super(problem.reason(), null, false, false);
    this.problem = problem;
  }

  /** The answer. */
  public Problem problem() {
    return problem;
  }
}
