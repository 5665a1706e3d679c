package io.tollgate.identity.domain;

/**
 * Why identity refused what was asked for. Names are answered and codes are journaled: neither ever
 * changes its meaning.
 */
public enum Refusal {
  /** The proof answers no open challenge of its key: never given, used, too old or ill signed. */
  PROOF_INVALID(1, false),
  /** There is no such agent. */
  AGENT_UNKNOWN(2, false),
  /** The agent is revoked for good. */
  AGENT_REVOKED(3, true),
  /** The key is malformed or of low order. */
  KEY_INVALID(4, false),
  /** The key is or was another agent's, or was this agent's before. */
  KEY_IN_USE(5, true),
  /** The rotation does not follow the present one: wrong number, or not from the current key. */
  SEQUENCE_WRONG(6, true),
  /** The current key did not sign the rotation. */
  OLD_KEY_SIGNATURE_INVALID(7, false),
  /** The new key did not sign the rotation. */
  NEW_KEY_SIGNATURE_INVALID(8, false),
  /** The agent has had as many keys as it may. */
  SUCCESSION_FULL(9, true),
  /** A link below another one wants its delegator's signature. */
  DELEGATION_UNSIGNED(10, false),
  /** The delegator's current key did not sign exactly this link. */
  DELEGATION_SIGNATURE_INVALID(11, false),
  /** There is a link of this id: its signature was used. */
  LINK_ID_IN_USE(12, true),
  /** The engine would refuse the chain that the link would end; the subject says why. */
  DELEGATION_REFUSED(13, false),
  /** There is no such join token. */
  JOIN_TOKEN_INVALID(14, false),
  /** The join token is out of date. */
  JOIN_TOKEN_EXPIRED(15, true),
  /** Another agent joined by this token. */
  JOIN_TOKEN_USED(16, true),
  /** The agent is suspended. */
  AGENT_SUSPENDED(17, true),
  /** The agent's current key did not sign exactly this identity-DH key or prekey. */
  PREKEY_SIGNATURE_INVALID(18, false),
  /** The number of the identity-DH key or of a prekey was used, or one after it. */
  PREKEY_ID_USED(19, true),
  /** The agent has as many one-time prekeys as it may. */
  PREKEYS_FULL(20, true),
  /** The agent has no prekey that is signed by its current key and not out of date. */
  PREKEYS_MISSING(21, true),
  /** Without this key the tenant could not delegate anything. */
  KEY_IS_LAST(22, true),
  /** The gate is commanded with this key: without it nobody could command it any more. */
  KEY_IS_THE_GATES_OWN(23, true),
  /** The gate is commanded as this agent: nobody could command it any more. */
  AGENT_IS_THE_OPERATOR(24, true);

  private static final Refusal[] VALUES = values();

  private final int code;
  private final boolean isConflict;

  Refusal(final int code, final boolean isConflict) {
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

  /** The refusal that has a code, or null where none has. */
  static Refusal ofCode(final int code) {
    return code >= 1 && code <= VALUES.length ? VALUES[code - 1] : null;
  }
}
