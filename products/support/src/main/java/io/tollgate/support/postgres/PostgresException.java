package io.tollgate.support.postgres;

/** The embedded PostgreSQL could not be set up, started or stopped. The message says what to do. */
public final class PostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public PostgresException(final String message) {
    super(message);
  }

  /** With what went wrong and its cause. */
  public PostgresException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
