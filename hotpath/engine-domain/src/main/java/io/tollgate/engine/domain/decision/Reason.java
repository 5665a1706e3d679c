package io.tollgate.engine.domain.decision;

/** Why the gate decided as it did. The codes are those of the wire and of the journal. */
public enum Reason {
  OK(0),
  /** The message is truncated or contradicts itself. */
  MALFORMED(1),
  UNSUPPORTED_SCHEMA(2),
  UNSUPPORTED_VERSION(3),
  UNKNOWN_MESSAGE(4),
  MESSAGE_TOO_LONG(5),
  CHAIN_MALFORMED(10),
  CHAIN_TOO_DEEP(11),
  TAG_INVALID(12),
  KEY_UNKNOWN(13),
  KEY_RETIRED(14),
  CHAIN_BROKEN(15),
  AGENT_REPEATED(16),
  TENANT_MISMATCH(17),
  LINK_NOT_YET_VALID(18),
  LINK_EXPIRED(19),
  PERMISSIONS_WIDENED(20),
  SCOPE_WIDENED(21),
  LIFETIME_WIDENED(22),
  DELEGATION_NOT_ALLOWED(23),
  LINK_REVOKED(24),
  AGENT_UNKNOWN(25),
  AGENT_SUSPENDED(26),
  AGENT_REVOKED(27),
  PERMISSION_UNKNOWN(30),
  PERMISSION_NOT_GRANTED(31),
  SCOPE_NOT_GRANTED(32),
  TRUST_TOO_LOW(33),
  RESOURCE_UNKNOWN(40),
  AMOUNT_INVALID(41),
  AMOUNT_OVERFLOW(42),
  HOUR_QUOTA_EXCEEDED(43),
  DAY_QUOTA_EXCEEDED(44),
  MONTH_QUOTA_EXCEEDED(45),
  CONCURRENT_QUOTA_EXCEEDED(46),
  BUDGET_EXCEEDED(47),
  BUDGET_MISSING(48),
  PRICE_UNKNOWN(49),
  CURRENCY_MISMATCH(50),
  EVENT_CONFLICT(51),
  EVENT_ID_MISSING(52),
  RESERVATION_UNKNOWN(53),
  RESERVATION_EXPIRED(54),
  RESERVATION_SETTLED(55),
  RESERVATION_NOT_OWNED(56),
  COMMIT_EXCEEDS_RESERVATION(57),
  LIFETIME_INVALID(58),
  /** The agent's uses take their share of a table that is short of room; others go on. */
  AGENT_SHARE_EXCEEDED(59),
  TABLE_FULL(60),
  OVERLOADED(61),
  JOURNAL_UNAVAILABLE(62),
  DISK_FULL(63),
  UNAVAILABLE(64),
  TIMEOUT(65),
  NOT_AUTHORIZED(70),
  ALREADY_EXISTS(71),
  NOT_FOUND(72),
  VERSION_CONFLICT(73),
  VALUE_INVALID(74),
  FINAL_STATE(75),
  TENANT_FORBIDDEN(76);

  private static final Reason[] BY_CODE = new Reason[256];

  static {
    for (final Reason value : values()) {
      BY_CODE[value.code] = value;
    }
  }

  private final int code;

  Reason(final int code) {
    this.code = code;
  }

  /** Its number on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /**
   * Whether it says that the asker may not: the chain, an agent in it, the permission or the
   * command's authority. Not where a limit is reached, the request makes no sense or the gate
   * cannot.
   */
  public boolean isAuthorizationFailure() {
    return (code >= CHAIN_MALFORMED.code && code <= TRUST_TOO_LOW.code)
        || this == NOT_AUTHORIZED
        || this == TENANT_FORBIDDEN;
  }

  /** The value that has a code, or null where none has; no code is out of range. */
  public static Reason ofCode(final int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
