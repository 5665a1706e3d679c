package io.tollgate.support.error;

import io.tollgate.engine.domain.decision.Reason;

/** The gate refused a command. The same command will be refused again until something changes. */
public final class GateRefusedException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final long position;

  /**
   * With the gate's reason, and the position of the record of the refusal (0 where there is none).
   */
  public GateRefusedException(final Reason reason, final long position) {
    super("the gate refused: " + reason);
    this.reason = reason;
    this.position = position;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Of the record of the refusal; 0 where there is none. */
  public long position() {
    return position;
  }
}
