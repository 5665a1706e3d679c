package io.tollgate.ops.cli;

/** Ends a command with a message for people and an exit code. The message says what to do next. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public CliException(final ExitCode exitCode, final String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public CliException(final ExitCode exitCode, final String message, final Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public static CliException usage(final String message) {
    return new CliException(ExitCode.USAGE, message);
  }

  public static CliException failure(final String message) {
    return new CliException(ExitCode.FAILURE, message);
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
