package io.tollgate.engine.infra.state;

/**
 * The hot state's files cannot be used; they are to be thrown away and rebuilt from the journal.
 */
public final class UnusableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong with which file. */
  public UnusableStateException(final String message) {
    super(message);
  }

  /** With what is wrong with which file, and what showed it. */
  public UnusableStateException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
