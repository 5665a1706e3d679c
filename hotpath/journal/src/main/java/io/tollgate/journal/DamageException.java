package io.tollgate.journal;

import java.io.Serial;
import java.nio.file.Path;

/** Says where in a roll file something is that was never written. */
final class DamageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  DamageException(final Path file, final long offset, final String what) {
    super(what);
    this.file = file.getFileName().toString();
    this.offset = offset;
  }

  /** Byte in the file. */
  long offset() {
    return offset;
  }

  /** The same, for callers of the journal. */
  JournalException toJournalException() {
    return new JournalException(
        JournalException.Kind.CORRUPT, file + " at byte " + offset + ": " + getMessage(), this);
  }
}
