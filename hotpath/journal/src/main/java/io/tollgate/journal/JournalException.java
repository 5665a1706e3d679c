package io.tollgate.journal;

import java.io.Serial;

/** What went wrong with the journal; {@link #kind()} tells the caller what it can do about it. */
public final class JournalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Kind {
    /**
     * Too little room on the disk; the journal is unchanged and takes batches again once there is
     * room.
     */
    DISK_FULL,
    /** The batch does not follow on the last one, or is too long; the journal is unchanged. */
    REFUSED,
    /** The append failed before anything could be seen of it; the journal is unchanged. */
    UNAVAILABLE,
    /**
     * It is not known whether the batch is in the journal, or on the disk. The appender takes no
     * more batches; nothing that depends on the batch may be answered, and the journal has to be
     * opened and replayed anew.
     */
    FAILED,
    /** Another process, or another appender of this one, has the journal open for appending. */
    LOCKED,
    /** There is no journal in the directory. */
    MISSING,
    /** A file says something that was never written. */
    CORRUPT,
    /** The position was removed by retention. */
    PRUNED,
    /** The position is beyond the end of the journal. */
    BEYOND_END
  }

  private final Kind kind;

  /**
   * @param kind what the caller can do
   * @param message what happened, where
   */
  public JournalException(final Kind kind, final String message) {
    this(kind, message, null);
  }

  /**
   * @param kind what the caller can do
   * @param message what happened, where
   * @param cause or null
   */
  public JournalException(final Kind kind, final String message, final Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What the caller can do. */
  public Kind kind() {
    return kind;
  }
}
