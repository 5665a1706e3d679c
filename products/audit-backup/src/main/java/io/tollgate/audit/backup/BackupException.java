package io.tollgate.audit.backup;

import java.io.Serial;

/** What is configured, or what is in a topic, cannot be used; trying again changes nothing. */
public final class BackupException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** In words for people, without secrets. */
  public BackupException(final String message) {
    super(message);
  }

  /** In words for people, without secrets. */
  public BackupException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
