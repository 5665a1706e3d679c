package io.tollgate.support.consumer;

/** The journal is not the one that the read model was made from. */
final class JournalBehindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalBehindException(final String message) {
    super(message);
  }
}
