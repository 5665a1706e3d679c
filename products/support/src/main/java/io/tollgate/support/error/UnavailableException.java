package io.tollgate.support.error;

import io.tollgate.engine.domain.decision.Reason;

/**
 * Nothing is wrong with the request, but it cannot be served now. A write may or may not have
 * happened: retry it.
 */
public final class UnavailableException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * With why: UNAVAILABLE, TIMEOUT, OVERLOADED, DISK_FULL, JOURNAL_UNAVAILABLE or TABLE_FULL; of a
   * read also AGENT_SUSPENDED or AGENT_REVOKED, where that forbids an answer that is not confirmed.
   */
  public UnavailableException(final Reason reason, final String message) {
    super(message);
    this.reason = reason;
  }

  /** With why and the cause for the log. */
  public UnavailableException(final Reason reason, final String message, final Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
