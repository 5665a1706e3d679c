package io.tollgate.engine.domain.decision;

/** What a decision was about. The codes are those of the wire and of the journal. */
public enum Operation {
  CHECK(1),
  CONSUME(2),
  RESERVE(3),
  COMMIT(4),
  RELEASE(5),
  EXPIRE(6);

  private static final Operation[] BY_CODE = new Operation[256];

  static {
    for (final Operation value : values()) {
      BY_CODE[value.code] = value;
    }
  }

  private final int code;

  Operation(final int code) {
    this.code = code;
  }

  /** Its number on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /** The value that has a code, or null where none has; no code is out of range. */
  public static Operation ofCode(final int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
