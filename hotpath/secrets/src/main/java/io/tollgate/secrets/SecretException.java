package io.tollgate.secrets;

/** A secret cannot be read, written or trusted. Its message never holds any of a secret. */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For a reason that people can act on. */
  public SecretException(final String message) {
    super(message);
  }

  /** With what the file system said; never with a cause that repeats what was read. */
  public SecretException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
