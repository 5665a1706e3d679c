package io.tollgate.support.error;

import io.tollgate.engine.domain.decision.Reason;

/**
 * The subject is not in the state that the caller takes it to be in. Read it again, then decide.
 */
public final class ConflictException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final long version;
  private final long position;

  /**
   * With why and what the subject's version is now.
   *
   * @param reason VERSION_CONFLICT where the caller expected another version; ALREADY_EXISTS,
   *     FINAL_STATE and the like else.
   * @param version the subject's present version; -1 where it is not known.
   */
  public ConflictException(final Reason reason, final long version, final String message) {
    this(reason, version, 0, message);
  }

  /** The same with the position of the record of the refusal (0 where there is none). */
  public ConflictException(
      final Reason reason, final long version, final long position, final String message) {
    super(message);
    this.reason = reason;
    this.version = version;
    this.position = position;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The subject's present version; -1 where it is not known. */
  public long version() {
    return version;
  }

  /** Of the record of the refusal; 0 where there is none. */
  public long position() {
    return position;
  }
}
