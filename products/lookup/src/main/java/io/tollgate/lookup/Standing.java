package io.tollgate.lookup;

/** Whether a subject may be spoken of without asking again. */
public enum Standing {
  /** It may. */
  GOOD,
  /** It is suspended: nothing stale is said of it. */
  SUSPENDED,
  /** It is revoked: nothing stale is said of it. */
  REVOKED
}
