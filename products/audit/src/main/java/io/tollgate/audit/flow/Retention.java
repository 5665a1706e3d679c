package io.tollgate.audit.flow;

import java.time.Duration;

/**
 * How much of the decision log is kept. Whole partitions of {@link DecisionPartitions#SIZE}
 * positions go, so it may be as much as one partition more.
 *
 * @param maxRecords the newest so many records of the journal.
 * @param maxAge those that are not older, by the engine's time.
 */
public record Retention(long maxRecords, Duration maxAge) {
  /** Twenty million records (about 4 GiB) and 90 days. */
  public static final Retention DEFAULT = new Retention(20_000_000, Duration.ofDays(90));

  /** Checks that something is kept. */
  public Retention {
    if (maxRecords < 1 || maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException(
          "the decision log keeps at least one record and some time");
    }
  }
}
