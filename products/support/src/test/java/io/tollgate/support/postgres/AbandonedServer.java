package io.tollgate.support.postgres;

import java.nio.file.Path;

/** Starts a server, tells its process id, and waits to be killed. */
final class AbandonedServer {
  private AbandonedServer() {}

  public static void main(final String[] args) throws Exception {
    final PostgresServer server = TestPostgres.start(Path.of(args[0]));
    System.out.println("pid " + server.pid());
    System.in.read();
    server.close();
  }
}
