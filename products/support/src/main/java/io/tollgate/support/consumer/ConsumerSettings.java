package io.tollgate.support.consumer;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a consumer reads.
 *
 * @param schema of the product, and the consumer's name.
 * @param journal directory.
 * @param maxRecords in one transaction, a last batch not counted.
 * @param idlePause between looks at a journal without news.
 * @param minBackoff after the first failure.
 * @param maxBackoff after many.
 */
public record ConsumerSettings(
    String schema,
    Path journal,
    int maxRecords,
    Duration idlePause,
    Duration minBackoff,
    Duration maxBackoff) {
  private static final int MAX_RECORDS = 16_384;

  /** The usual ones. */
  public static ConsumerSettings of(final String schema, final Path journal) {
    return new ConsumerSettings(
        schema,
        journal,
        MAX_RECORDS,
        Duration.ofMillis(5),
        Duration.ofMillis(100),
        Duration.ofSeconds(5));
  }
}
