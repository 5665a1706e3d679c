package io.tollgate.engine.domain.quota;

/** When a budget starts anew. The codes are those of the wire and of the journal. */
public enum BudgetPeriod {
  /** Never starts anew. */
  LIFETIME(0),
  /** Starts anew at 00:00 UTC. */
  DAY(1),
  /** Starts anew at 00:00 UTC of the first of the month. */
  MONTH(2);

  private static final BudgetPeriod[] BY_CODE = new BudgetPeriod[256];

  static {
    for (final BudgetPeriod value : values()) {
      BY_CODE[value.code] = value;
    }
  }

  private final int code;

  BudgetPeriod(final int code) {
    this.code = code;
  }

  /** Its number on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /** The value that has a code, or null where none has; no code is out of range. */
  public static BudgetPeriod ofCode(final int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
