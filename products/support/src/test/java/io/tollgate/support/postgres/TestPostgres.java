package io.tollgate.support.postgres;

import java.nio.file.Path;

/** Servers for tests, whose programs are unpacked once for the whole build of a module. */
public final class TestPostgres {
  private static final Path BINARIES = Path.of("target", "postgres").toAbsolutePath();

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
