package io.tollgate.audit.log;

/** A log is not what was read of it before, or not what was signed. */
public final class LogChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what does not fit. */
  public LogChangedException(final String message) {
    super(message);
  }
}
