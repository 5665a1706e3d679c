package io.tollgate.audit.event;

/**
 * Why audit refused what was asked for. Names are answered and codes are journaled: neither ever
 * changes its meaning.
 */
public enum AuditRefusal {
  /** The log never had such records, or they were pruned. */
  RANGE_UNKNOWN(1, false),
  /** More records or bytes than one export may have. */
  EXPORT_TOO_LARGE(2, false),
  /** There is a hold of that name. */
  HOLD_EXISTS(3, true),
  /** There is no hold of that name. */
  HOLD_UNKNOWN(4, true),
  /** The log has as many holds as it may. */
  HOLDS_FULL(5, true),
  /** No record speaks of that person, or the person was forgotten already. */
  SUBJECT_UNKNOWN(6, true),
  /** The caller's roles do not reach. */
  ROLE_MISSING(7, false),
  /** The request breaks the contract. */
  REQUEST_INVALID(8, false);

  private static final AuditRefusal[] VALUES = values();

  private final int code;
  private final boolean isConflict;

  AuditRefusal(final int code, final boolean isConflict) {
    this.code = code;
    this.isConflict = isConflict;
  }

  /** Its number in the journal, 1 to 255. */
  public int code() {
    return code;
  }

  /** Whether it is the present state that speaks against it, and not the request itself. */
  public boolean isConflict() {
    return isConflict;
  }

  /**
   * The refusal that has a code.
   *
   * @throws IllegalArgumentException where none has.
   */
  static AuditRefusal ofCode(final int code) {
    if (code < 1 || code > VALUES.length) {
      throw new IllegalArgumentException("no refusal has the code " + code);
    }
    return VALUES[code - 1];
  }
}
