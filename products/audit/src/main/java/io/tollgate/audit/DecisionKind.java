package io.tollgate.audit;

import io.tollgate.engine.domain.decision.Operation;

/** What a decision was about. The codes of the engine's operations are kept. */
public enum DecisionKind {
  CHECK(Operation.CHECK.code()),
  CONSUME(Operation.CONSUME.code()),
  RESERVE(Operation.RESERVE.code()),
  COMMIT(Operation.COMMIT.code()),
  RELEASE(Operation.RELEASE.code()),
  EXPIRE(Operation.EXPIRE.code()),
  /** A command that was refused. */
  COMMAND(100),
  /** Refusals that belong to no known agent, summed up. */
  UNATTRIBUTED(101);

  private final int code;

  DecisionKind(final int code) {
    this.code = code;
  }

  /** Its number in the database. */
  public int code() {
    return code;
  }

  /**
   * The kind that has a code.
   *
   * @throws IllegalArgumentException where none has.
   */
  public static DecisionKind ofCode(final int code) {
    for (final DecisionKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of decision has the code " + code);
  }
}
