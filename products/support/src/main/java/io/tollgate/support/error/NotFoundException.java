package io.tollgate.support.error;

/** What was named does not exist. */
public final class NotFoundException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final long position;

  /** With what kind of thing was sought, e.g. "agent", and by which id. */
  public NotFoundException(final String kind, final Object id) {
    this(kind, id, 0);
  }

  /** The same with the position of the record of the refusal (0 where there is none). */
  public NotFoundException(final String kind, final Object id, final long position) {
    super("there is no " + kind + " " + id);
    this.position = position;
  }

  /** Of the record of the refusal; 0 where there is none. */
  public long position() {
    return position;
  }
}
