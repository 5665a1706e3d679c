package io.tollgate.audit.proof;

import java.io.Serial;

/** Bytes that claim to be a proof and are none. */
public final class ProofFormatException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final BreakReason reason;

  /** What kind of defect, and where. */
  public ProofFormatException(final BreakReason reason, final String message) {
    super(message);
    this.reason = reason;
  }

  /** What kind of defect. */
  public BreakReason reason() {
    return reason;
  }
}
