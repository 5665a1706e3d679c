package io.tollgate.engine.domain.event;

/** Where a reservation is in its life; settled states are final. */
public enum ReservationState {
  FREE(0),
  OPEN(1),
  COMMITTED(2),
  RELEASED(3),
  EXPIRED(4);

  private final int code;

  ReservationState(final int code) {
    this.code = code;
  }

  /** Its number in a record. */
  public int code() {
    return code;
  }
}
