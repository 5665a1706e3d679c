package io.tollgate.audit.recorder;

/** The journal does not have the record that the logs were written up to, but another. */
final class JournalChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalChangedException(final String message) {
    super(message);
  }
}
