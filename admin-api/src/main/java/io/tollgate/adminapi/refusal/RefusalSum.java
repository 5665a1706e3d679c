package io.tollgate.adminapi.refusal;

import java.time.Instant;
import java.util.Map;

/**
 * How often a caller was refused what.
 *
 * @param subject the caller's.
 * @param from when it was refused first.
 * @param to when it was refused last.
 * @param counts by operation and reason.
 */
public record RefusalSum(String subject, Instant from, Instant to, Map<Counted, Long> counts) {
  /** Keeps a copy of the counts. */
  public RefusalSum {
    counts = Map.copyOf(counts);
  }

  /**
   * What is counted together.
   *
   * @param operation of the contract.
   * @param reason the name of a reason.
   */
  public record Counted(String operation, String reason) {}
}
