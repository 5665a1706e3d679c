package io.tollgate.support.error;

/** What was named does not exist. */
public final class NotFoundException extends ServiceException {
  private static final long serialVersionUID = 1L;

  /** With what kind of thing was sought, e.g. "agent", and by which id. */
  public NotFoundException(final String kind, final Object id) {
    super("there is no " + kind + " " + id);
  }
}
