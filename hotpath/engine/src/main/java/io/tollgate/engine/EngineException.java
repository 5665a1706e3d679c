package io.tollgate.engine;

/** The engine cannot start or go on; the message says what a person can do about it. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public EngineException(final String message) {
    super(message);
  }

  /** With what is wrong, and what showed it. */
  public EngineException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
