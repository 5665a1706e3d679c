package io.tollgate.audit.log;

import io.tollgate.audit.proof.Finding;
import java.io.Serial;
import java.util.Optional;

/** The log cannot be read or written, or is not what was signed. */
public final class AuditLogException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  /** Something is not as it must be. */
  public AuditLogException(final String message) {
    super(message);
    finding = null;
  }

  /** Something went wrong that trying again may mend. */
  public AuditLogException(final String message, final Throwable cause) {
    super(message, cause);
    finding = null;
  }

  /** The log was tampered with or damaged; nothing more is written to it. */
  public AuditLogException(final String log, final Finding finding) {
    super(log + ": " + finding.reason() + ": " + finding.explanation());
    this.finding = finding;
  }

  /** What is wrong with the log; empty where nothing was found. */
  public Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }
}
