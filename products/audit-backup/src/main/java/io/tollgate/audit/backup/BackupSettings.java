package io.tollgate.audit.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How the audit logs are backed up.
 *
 * @param audit directory of the logs, one below it for each retention class.
 * @param client properties file of the Kafka client: servers, TLS, SASL.
 * @param topics what the topics' names begin with; a dot and the log's name follow.
 * @param idlePause between two looks at logs that have not grown.
 * @param headEvery how often a log that does not grow tells that nothing is missing.
 * @param minBackoff the first pause after a failure; it doubles from there.
 * @param maxBackoff the longest.
 * @param fencedPause before a backup that another one took over from tries again.
 * @param clock tells the time for the status.
 */
public record BackupSettings(
    Path audit,
    Path client,
    String topics,
    Duration idlePause,
    Duration headEvery,
    Duration minBackoff,
    Duration maxBackoff,
    Duration fencedPause,
    InstantSource clock) {

  /** The usual ones. */
  public static BackupSettings of(final Path audit, final Path client, final String topics) {
    return new BackupSettings(
        audit,
        client,
        topics,
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        InstantSource.system());
  }
}
