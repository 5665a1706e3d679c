package io.tollgate.support.error;

/** What was asked for is done; what there is now cannot be shown. */
public final class UnseenWriteException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final long position;

  /** With the position of the record of what was done, and why it cannot be shown. */
  public UnseenWriteException(final long position, final Throwable cause) {
    super(
        "it is done, at position " + position + ", but the database does not answer to show it",
        cause);
    this.position = position;
  }

  /** Of the record of what was done. */
  public long position() {
    return position;
  }
}
