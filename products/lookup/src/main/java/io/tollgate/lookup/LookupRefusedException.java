package io.tollgate.lookup;

/** Nothing can be answered now, and nothing that is kept may be answered instead. */
public final class LookupRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Cause {
    /** Nothing is kept of it. */
    NOT_KEPT("where it is kept does not answer"),
    /** Something is kept, but too old. */
    TOO_OLD("where it is kept does not answer, and what was read before is too old"),
    /** Something is kept, but it has changed since. */
    CHANGED("where it is kept does not answer, and it has changed since it was read"),
    /** Whether it has changed since cannot be known. */
    CHANGES_UNKNOWN(
        "where it is kept does not answer, and whether it has changed since cannot be known"),
    /** Its subject is suspended. */
    SUSPENDED("where it is kept does not answer, and the agent is suspended"),
    /** Its subject is revoked. */
    REVOKED("where it is kept does not answer, and the agent is revoked");

    private final String words;

    Cause(final String words) {
      this.words = words;
    }
  }

  private final Cause why;

  /** With why. */
  public LookupRefusedException(final Cause why) {
    super(why.words);
    this.why = why;
  }

  /** Why. */
  public Cause why() {
    return why;
  }
}
