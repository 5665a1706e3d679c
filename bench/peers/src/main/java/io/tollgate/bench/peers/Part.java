package io.tollgate.bench.peers;

import io.tollgate.bench.peers.question.Case;

/** What somebody can answer. */
public enum Part {
  /** Nothing. */
  NOTHING,
  /** May it, by this delegation, do this now? From the credential alone. */
  AUTHORITY,
  /** The same, but somebody else must have verified the credential. */
  POLICY,
  /** Is there quota? In this process. */
  QUOTA,
  /** The whole question, in this process. */
  ALL,
  /** The whole question or its quota, for many processes. */
  SHARED;

  /**
   * Whether a question can be put to it.
   *
   * @param asked the question.
   * @return false where its answer would mean nothing.
   */
  public boolean answers(final Case asked) {
    return switch (this) {
      case NOTHING -> false;
      case AUTHORITY -> asked.half() != Case.Half.QUOTA;
      case POLICY -> asked.half() != Case.Half.QUOTA && asked != Case.FORGED;
      case QUOTA -> asked.half() != Case.Half.AUTHORITY;
      case ALL, SHARED -> true;
    };
  }
}
