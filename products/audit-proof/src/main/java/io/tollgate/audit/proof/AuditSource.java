package io.tollgate.audit.proof;

/**
 * Who an audit record comes from: the gate itself, or a product by its code in the gate's schema.
 */
public enum AuditSource {
  /** The gate's engine. */
  GATE(0),
  /** Agents, keys and delegations. */
  IDENTITY(1),
  /** The audit log about itself: key epochs, pruning, holds, gaps. */
  AUDIT(2),
  /** Stored objects. */
  STORAGE(3),
  /** Agents' memory. */
  MEMORY(4),
  /** Usage and bills. */
  METERING(5),
  /** Approvals by people. */
  OVERSIGHT(6),
  /** Sandboxes. */
  RUNTIME(7),
  /** Messages between agents. */
  MESSAGING(8);

  private static final AuditSource[] VALUES = values();

  private final int code;

  AuditSource(final int code) {
    this.code = code;
  }

  /** Its number in a record. */
  public int code() {
    return code;
  }

  /** The source of a number; null where there is none. */
  public static AuditSource ofCode(final int code) {
    return code >= 0 && code < VALUES.length ? VALUES[code] : null;
  }
}
