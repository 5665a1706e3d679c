package io.tollgate.journal;

import java.util.List;

/**
 * What {@link JournalVerifier} found.
 *
 * @param files roll files looked at
 * @param batches sound ones
 * @param records in them
 * @param bytes in them, headers included
 * @param firstPosition of the first sound record; 0 where there is none
 * @param lastPosition of the last sound record; 0 where there is none
 * @param firstTimeNs of the first sound batch, epoch nanoseconds UTC
 * @param lastTimeNs of the last sound batch, epoch nanoseconds UTC
 * @param hasRemains whether a killed appender left something behind the last batch, which the next
 *     one clears away
 * @param problemCount how many problems there are
 * @param problems the first of them
 */
public record VerifyReport(
    int files,
    long batches,
    long records,
    long bytes,
    long firstPosition,
    long lastPosition,
    long firstTimeNs,
    long lastTimeNs,
    boolean hasRemains,
    long problemCount,
    List<Problem> problems) {

  /**
   * One problem.
   *
   * @param file its name
   * @param offset byte in the file
   * @param afterPosition of the last sound record before it; 0 where there is none
   * @param what is wrong
   */
  public record Problem(String file, long offset, long afterPosition, String what) {}

  /** Copies the list. */
  public VerifyReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean isSound() {
    return problemCount == 0;
  }
}
