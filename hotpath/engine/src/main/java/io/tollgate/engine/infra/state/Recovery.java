package io.tollgate.engine.infra.state;

/** How the state came to be at a start. The codes are those of the journal's EngineStarted. */
public enum Recovery {
  /** There was no journal. */
  FIRST_START(0),
  /** It was left in a clean end. */
  CLEAN(1),
  /** The process had been killed; what was not journaled was taken back. */
  UNDONE(2),
  /** It was rebuilt from the journal. */
  REBUILT(3);

  private final int code;

  Recovery(final int code) {
    this.code = code;
  }

  /** Its number in the journal. */
  public int code() {
    return code;
  }
}
