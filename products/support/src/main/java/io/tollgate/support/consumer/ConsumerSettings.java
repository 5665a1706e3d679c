package io.tollgate.support.consumer;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a consumer reads.
 *
 * @param name of the consumer; where it writes to a database, also of its schema.
 * @param journal directory.
 * @param statuses directory in which its status is written for other processes.
 * @param maxRecords kept at once, a last batch not counted.
 * @param idlePause between looks at a journal without news.
 * @param minBackoff after the first failure.
 * @param maxBackoff after many.
 */
public record ConsumerSettings(
    String name,
    Path journal,
    Path statuses,
    int maxRecords,
    Duration idlePause,
    Duration minBackoff,
    Duration maxBackoff) {
  private static final int MAX_RECORDS = 16_384;

  /** The usual ones. */
  public static ConsumerSettings of(final String name, final Path journal) {
    return new ConsumerSettings(
        name,
        journal,
        statusesBeside(journal),
        MAX_RECORDS,
        Duration.ofMillis(5),
        Duration.ofMillis(100),
        Duration.ofSeconds(5));
  }

  /** Where a gate with this journal keeps what is only of use while it runs. */
  public static Path statusesBeside(final Path journal) {
    return journal.resolveSibling("run");
  }
}
