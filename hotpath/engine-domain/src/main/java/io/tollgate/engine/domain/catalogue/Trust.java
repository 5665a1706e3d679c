package io.tollgate.engine.domain.catalogue;

/** How far the gate trusts an agent. The codes are those of the wire and of the journal. */
public enum Trust {
  UNTRUSTED(0),
  TRUSTED(1),
  SUSPENDED(2),
  REVOKED(3);

  private static final Trust[] BY_CODE = new Trust[256];

  static {
    for (final Trust value : values()) {
      BY_CODE[value.code] = value;
    }
  }

  private final int code;

  Trust(final int code) {
    this.code = code;
  }

  /** Its number on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /** The value that has a code, or null where none has; no code is out of range. */
  public static Trust ofCode(final int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
