package io.tollgate.client;

/** Thrown where a session could not be opened: there is no gate, or it takes no more clients. */
public final class GateUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception. */
  public GateUnavailableException(final String message) {
    super(message);
  }
}
