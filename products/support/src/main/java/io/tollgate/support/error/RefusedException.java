package io.tollgate.support.error;

/**
 * A product's own rule refused what was asked for; nothing was changed. The refusal is in the
 * journal, unless it can be had by anyone without limit.
 */
public final class RefusedException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean isConflict;
  private final long position;

  /**
   * With why.
   *
   * @param code for programs, stable: upper-case letters and underscores, 2 to 40 characters.
   * @param isConflict whether it is the present state that speaks against it, and not the request
   *     itself.
   * @param position of the record of the refusal; 0 where there is none.
   * @param message for people; holds no secret.
   */
  public RefusedException(
      final String code, final boolean isConflict, final long position, final String message) {
    super(message);
    this.code = code;
    this.isConflict = isConflict;
    this.position = position;
  }

  /** Why, for programs. */
  public String code() {
    return code;
  }

  /** Whether it is the present state that speaks against it, and not the request itself. */
  public boolean isConflict() {
    return isConflict;
  }

  /** Of the record of the refusal; 0 where there is none. */
  public long position() {
    return position;
  }
}
