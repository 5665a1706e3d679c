package io.tollgate.support.postgres;

import java.nio.file.Path;

/** Servers for tests, whose programs are unpacked once for all modules and runs. */
public final class TestPostgres {
  private static final Path BINARIES =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "tollgate-test-postgres-" + System.getProperty("user.name"));

  private TestPostgres() {}

  /** Settings for a server whose data is in a directory of the test's own. */
  public static PostgresSettings settings(final Path dataDirectory) {
    return PostgresSettings.in(dataDirectory).withBinaries(BINARIES);
  }

  /** A server whose data is in a directory of the test's own. */
  public static PostgresServer start(final Path dataDirectory) {
    return PostgresServer.start(settings(dataDirectory));
  }
}
