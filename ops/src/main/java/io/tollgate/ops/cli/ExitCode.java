package io.tollgate.ops.cli;

/** What the process tells the shell, the same for every command. */
public enum ExitCode {
  OK(0),
  /** It did not work; stderr says why and what to do. */
  FAILURE(1),
  /** The command line, or a value on it, makes no sense. */
  USAGE(2),
  /** The gate, or the API, said no. */
  DENIED(3),
  /** Accepted, but a person has to approve it first. */
  APPROVAL_PENDING(4),
  /** The gate is not up, or cannot answer now; the same command may work later. */
  UNAVAILABLE(5);

  private final int code;

  ExitCode(final int code) {
    this.code = code;
  }

  /** Returns 0 to 5. */
  public int code() {
    return code;
  }
}
