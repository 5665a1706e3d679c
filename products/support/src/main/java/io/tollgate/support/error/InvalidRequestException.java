package io.tollgate.support.error;

/** The request itself is wrong; it will never succeed as it is. */
public final class InvalidRequestException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /** With the field that is wrong, in snake case, and what is wrong with it. */
  public InvalidRequestException(final String field, final String problem) {
    super(field + " " + problem);
    this.field = field;
  }

  /** The field that is wrong, in snake case. */
  public String field() {
    return field;
  }
}
