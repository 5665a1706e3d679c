package io.tollgate.engine.domain.catalogue;

/**
 * What an agent was signed up for; decides its first quotas. The codes are those of the wire and of
 * the journal.
 */
public enum Tier {
  BASIC(0),
  STANDARD(1),
  PREMIUM(2);

  private static final Tier[] BY_CODE = new Tier[256];

  static {
    for (final Tier value : values()) {
      BY_CODE[value.code] = value;
    }
  }

  private final int code;

  Tier(final int code) {
    this.code = code;
  }

  /** Its number on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /** The value that has a code, or null where none has; no code is out of range. */
  public static Tier ofCode(final int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
