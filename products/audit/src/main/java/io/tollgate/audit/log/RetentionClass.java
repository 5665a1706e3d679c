package io.tollgate.audit.log;

import java.time.Period;
import java.util.Locale;

/**
 * How long records are kept. Each class is a log of its own, so that it can be pruned by itself.
 */
public enum RetentionClass {
  /** Who changed what, uses and their costs, oversight: 7 years. */
  LEDGER(Period.ofYears(7)),
  /** The gate's plain checks, refusals of unknown callers, starts: 1 year. */
  GATE(Period.ofYears(1)),
  /** Sandboxes, memory and storage: 1 year. */
  RUNTIME(Period.ofYears(1)),
  /** Messages, never their content: 90 days. */
  MESSAGING(Period.ofDays(90));

  private final Period kept;

  RetentionClass(final Period kept) {
    this.kept = kept;
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
