package io.tollgate.support.postgres;

import io.tollgate.support.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server's files: made once, whole or not at all; and what its lock file tells of a server that
 * runs on them.
 */
final class PostgresCluster {
  static final String USER = "tollgate";
  private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);
  private static final String MAJOR_VERSION = "18";

  private final Path files;

  PostgresCluster(final Path directory) {
    files = directory.resolve("cluster");
  }

  Path files() {
    return files;
  }

  /**
   * Makes the files where there are none: UTF-8, checksums, and a password for every connection.
   */
  void initialise(final PostgresCommands commands, final SecretFile password) {
    try {
      if (Files.exists(files)) {
        requireVersion();
        return;
      }
      removeUnfinished();
      final Path partial = files.resolveSibling("initialising");
      final PostgresCommands.Result result =
          commands.run(
              INIT_TIMEOUT,
              "initdb",
              "--pgdata=" + partial,
              "--username=" + USER,
              "--pwfile=" + password.path(),
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--data-checksums",
              "--no-instructions");
      if (result.exitCode() != 0) {
        throw new PostgresException("initdb failed: " + result.output());
      }
      Files.writeString(
          partial.resolve("pg_hba.conf"),
          "host all " + USER + " 127.0.0.1/32 scram-sha-256" + System.lineSeparator());
      Files.move(partial, files, StandardCopyOption.ATOMIC_MOVE);
    } catch (final IOException ex) {
      throw new PostgresException("cannot make the database's files in " + files, ex);
    }
  }

  private void requireVersion() throws IOException {
    final String version = Files.readString(files.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR_VERSION)) {
      throw new PostgresException(
          "the database in "
              + files
              + " is of PostgreSQL "
              + version
              + ", this gate has "
              + MAJOR_VERSION
              + "; upgrade it, or move it away and let the read models be built anew from the journal");
    }
  }

  private void removeUnfinished() throws IOException {
    PostgresBinaries.deleteTree(files.resolveSibling("initialising"));
  }

  /**
   * The server that runs on these files, where one does; a lock file that a dead one left is taken
   * away.
   */
  Optional<ProcessHandle> runningServer() {
    final Path lockFile = files.resolve("postmaster.pid");
    try {
      if (!Files.exists(lockFile)) {
        return Optional.empty();
      }
      final Optional<ProcessHandle> server =
          firstLine(lockFile).flatMap(ProcessHandle::of).filter(this::servesTheseFiles);
      if (server.isEmpty()) {
        Files.deleteIfExists(lockFile);
      }
      return server;
    } catch (final IOException ex) {
      throw new PostgresException("cannot read " + lockFile, ex);
    }
  }

  private static Optional<Long> firstLine(final Path lockFile) throws IOException {
    try (Stream<String> lines = Files.lines(lockFile)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("[0-9]{1,18}"))
          .map(Long::valueOf);
    }
  }

  private boolean servesTheseFiles(final ProcessHandle process) {
    final Optional<String[]> arguments = process.info().arguments();
    return process.isAlive()
        && arguments.isPresent()
        && List.of(arguments.get()).contains(files.toString());
  }
}
