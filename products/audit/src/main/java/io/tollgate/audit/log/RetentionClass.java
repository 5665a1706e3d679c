package io.tollgate.audit.log;

import java.time.Period;
import java.util.Locale;

/**
 * How long records are kept. Each class is a log of its own, so that it can be pruned by itself.
 */
public enum RetentionClass {
  /** Who changed what, uses and their costs, oversight: 7 years. */
  LEDGER(1, Period.ofYears(7)),
  /** The gate's plain checks, refusals of unknown callers, starts: 1 year. */
  GATE(2, Period.ofYears(1)),
  /** Sandboxes, memory and storage: 1 year. */
  RUNTIME(3, Period.ofYears(1)),
  /** Messages, never their content: 90 days. */
  MESSAGING(4, Period.ofDays(90));

  private final int code;
  private final Period kept;

  RetentionClass(final int code, final Period kept) {
    this.code = code;
    this.kept = kept;
  }

  /** Its number in events and in the database, which never changes its meaning. */
  public int code() {
    return code;
  }

  /**
   * The class that has a code.
   *
   * @throws IllegalArgumentException where none has.
   */
  public static RetentionClass ofCode(final int code) {
    for (final RetentionClass retention : values()) {
      if (retention.code == code) {
        return retention;
      }
    }
    throw new IllegalArgumentException("no retention class has the code " + code);
  }

  /** How long its records are kept at least. */
  public Period kept() {
    return kept;
  }

  /** Its name in origins and directories. */
  public String logName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
