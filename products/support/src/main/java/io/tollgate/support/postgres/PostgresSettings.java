package io.tollgate.support.postgres;

import io.tollgate.support.secret.SecretFile;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where an embedded PostgreSQL lives.
 *
 * @param directory the cluster, the lock and, unless told otherwise, the binaries.
 * @param binaries where the programs are unpacked; may be shared.
 * @param logFile where the server writes.
 * @param password of its only role; made where it is missing.
 * @param startTimeout how long a start may take, recovery after a crash included.
 * @param stopTimeout how long a fast shutdown may take before an immediate one.
 */
public record PostgresSettings(
    Path directory,
    Path binaries,
    Path logFile,
    SecretFile password,
    Duration startTimeout,
    Duration stopTimeout) {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  /**
   * The places within a data directory: postgres/, log/postgres.log and secrets/postgres.password.
   */
  public static PostgresSettings in(final Path dataDirectory) {
    final Path data = dataDirectory.toAbsolutePath().normalize();
    final Path directory = data.resolve("postgres");
    return new PostgresSettings(
        directory,
        directory,
        data.resolve("log").resolve("postgres.log"),
        new SecretFile(data.resolve("secrets").resolve("postgres.password")),
        START_TIMEOUT,
        STOP_TIMEOUT);
  }

  /** The same with the programs elsewhere, so that several clusters share them. */
  public PostgresSettings withBinaries(final Path sharedBinaries) {
    return new PostgresSettings(
        directory, sharedBinaries.toAbsolutePath(), logFile, password, startTimeout, stopTimeout);
  }
}
