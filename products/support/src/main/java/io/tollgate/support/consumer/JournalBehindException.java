package io.tollgate.support.consumer;

/** The journal is not the one that was read before. */
final class JournalBehindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalBehindException(final String message) {
    super(message);
  }
}
