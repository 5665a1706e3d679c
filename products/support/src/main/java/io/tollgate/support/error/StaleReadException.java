package io.tollgate.support.error;

/** The read model did not reach the wanted journal position in time. Ask again. */
public final class StaleReadException extends ServiceException {
  private static final long serialVersionUID = 1L;

  private final long wantedPosition;
  private final long reachedPosition;

  /** With the position that was wanted and the one that was reached. */
  public StaleReadException(final long wantedPosition, final long reachedPosition) {
    super("the read model is at position " + reachedPosition + ", before " + wantedPosition);
    this.wantedPosition = wantedPosition;
    this.reachedPosition = reachedPosition;
  }

  /** What the reader asked for. */
  public long wantedPosition() {
    return wantedPosition;
  }

  /** How far the read model had come. */
  public long reachedPosition() {
    return reachedPosition;
  }
}
