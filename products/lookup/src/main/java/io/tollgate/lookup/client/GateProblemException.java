package io.tollgate.lookup.client;

/** The gate, or the way to it, did not give an answer that can be used. */
public final class GateProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  GateProblemException(final int status, final String reason) {
    super("the gate answered " + status + " " + reason);
    this.status = status;
    this.reason = reason;
  }

  GateProblemException(final String message, final Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.reason = "UNREACHABLE";
  }

  /** The HTTP status; 0 where none came. */
  public int status() {
    return status;
  }

  /** The problem's reason; UNREACHABLE where none came. */
  public String reason() {
    return reason;
  }

  /** Whether the same may work later. */
  boolean isTransient() {
    return status == 0 || status == 502 || status == 503 || status == 504;
  }
}
