package io.tollgate.bench.peers.question;

import static io.tollgate.bench.peers.question.Delegation.NOW_SECONDS;

/** The questions, each with the right answer. */
public enum Case {
  /** Everything is in order. */
  ALLOWED(Half.BOTH, Credential.HONEST, "llm:call", "project/apollo", Case.FEW, true),
  /** The lead may do this, the worker may not. */
  WRONG_PERMISSION(
      Half.AUTHORITY, Credential.HONEST, "memory:read", "project/apollo", Case.FEW, false),
  /** The worker may do this elsewhere. */
  WRONG_SCOPE(Half.AUTHORITY, Credential.HONEST, "llm:call", "project/gemini", Case.FEW, false),
  /** The worker's link has ended. */
  EXPIRED(Half.AUTHORITY, Credential.EXPIRED, "llm:call", "project/apollo", Case.FEW, false),
  /** Somebody else made it. */
  FORGED(Half.AUTHORITY, Credential.FORGED, "llm:call", "project/apollo", Case.FEW, false),
  /** The worker gave itself this. */
  WIDENED(Half.AUTHORITY, Credential.WIDENED, "tool:use", "project/apollo", Case.FEW, false),
  /** More than the quota holds. */
  OVER_QUOTA(
      Half.QUOTA,
      Credential.HONEST,
      "llm:call",
      "project/apollo",
      Delegation.QUOTA_UNITS + 1,
      false);

  private static final long FEW = 1;

  private final Half half;

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and numbers
  private final Question question;

  private final boolean allowed;

  Case(
      final Half half,
      final Credential credential,
      final String permission,
      final String scope,
      final long amount,
      final boolean allowed) {
    this.half = half;
    this.question = new Question(credential, permission, scope, NOW_SECONDS, amount);
    this.allowed = allowed;
  }

  /** Which half of the question decides it. */
  public Half half() {
    return half;
  }

  /** What is asked. */
  public Question question() {
    return question;
  }

  /** The right answer. */
  public boolean isAllowed() {
    return allowed;
  }

  /** The halves of the question. */
  public enum Half {
    /** May it do this, by this delegation, now? */
    AUTHORITY,
    /** Is there quota? */
    QUOTA,
    /** Both. */
    BOTH
  }
}
