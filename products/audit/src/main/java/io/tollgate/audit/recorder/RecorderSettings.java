package io.tollgate.audit.recorder;

import io.tollgate.audit.log.LogSettings;
import io.tollgate.secrets.SecretStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * How the audit logs are fed.
 *
 * @param journal directory of the journal.
 * @param directory of the logs, one below it for each retention class.
 * @param secrets the keys.
 * @param log how each log is kept.
 * @param linger how long a record waits for others to be signed with.
 * @param checkpointEvery how old a checkpoint gets at most.
 * @param pruneEvery how often what is past retention is looked for.
 * @param clock the time of checkpoints.
 */
public record RecorderSettings(
    Path journal,
    Path directory,
    SecretStore secrets,
    LogSettings log,
    Duration linger,
    Duration checkpointEvery,
    Duration pruneEvery,
    InstantSource clock) {

  /** The usual ones, in a gate's data directory. */
  public static RecorderSettings in(final Path dataDirectory, final SecretStore secrets) {
    return new RecorderSettings(
        dataDirectory.resolve("journal"),
        dataDirectory.resolve("audit"),
        secrets,
        LogSettings.DEFAULT,
        Duration.ofMillis(50),
        // Every log tells up to where it has the journal: what is idle must not seem to be behind.
        Duration.ofMillis(250),
        Duration.ofHours(1),
        InstantSource.system());
  }

  /** The same, with a signature of its own for each record of some event types. */
  public RecorderSettings signing(final Set<String> eventTypes) {
    return new RecorderSettings(
        journal,
        directory,
        secrets,
        log.signing(eventTypes),
        linger,
        checkpointEvery,
        pruneEvery,
        clock);
  }
}
