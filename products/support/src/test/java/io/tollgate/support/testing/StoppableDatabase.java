package io.tollgate.support.testing;

import io.tollgate.support.database.Database;
import io.tollgate.support.postgres.PostgresEndpoint;
import io.tollgate.support.postgres.PostgresServer;
import io.tollgate.support.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.CloseHelper;

/**
 * A real PostgreSQL of its own that a test stops and starts. A server that is started again has
 * another port; clients reach it by a port that stays, which is passed on to it.
 */
public final class StoppableDatabase implements AutoCloseable {
  private final Path data;
  private final ServerSocket front;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Database database;
  private volatile PostgresServer server;

  /** Starts it. */
  public StoppableDatabase() {
    try {
      data = TestFiles.newDirectory("stoppable-postgres-");
      server = TestPostgres.start(data);
      front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (final IOException ex) {
      throw new UncheckedIOException(ex);
    }
    daemon(this::accept);
    final PostgresEndpoint behind = server.endpoint();
    database =
        new Database(
            new PostgresEndpoint(
                behind.jdbcUrl().replaceFirst(":[0-9]+/", ":" + front.getLocalPort() + "/"),
                behind.user(),
                behind.password()),
            "stoppable",
            8);
  }

  /** The pool. */
  public Database database() {
    return database;
  }

  /** Shuts the server down. */
  public void stop() {
    server.close();
    server = null;
    cut();
  }

  /** Starts it again, with what it held. */
  public void start() {
    server = TestPostgres.start(data);
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        pass(front.accept());
      } catch (final IOException closedOrRefused) {
        // The client sees a closed connection, as it would of a server that is not there.
      }
    }
  }

  private void pass(final Socket client) throws IOException {
    final PostgresServer present = server;
    if (present == null) {
      client.close();
      return;
    }
    sockets.add(client);
    final String port = present.endpoint().jdbcUrl().replaceFirst(".*:([0-9]+)/.*", "$1");
    final Socket backend = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    sockets.add(backend);
    daemon(() -> copy(client, backend));
    daemon(() -> copy(backend, client));
  }

  private void copy(final Socket from, final Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (final IOException cut) {
      // Both ends are closed.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void daemon(final Runnable work) {
    final Thread thread = new Thread(work, "stoppable-postgres");
    thread.setDaemon(true);
    thread.start();
  }

  private void cut() {
    CloseHelper.quietCloseAll(sockets);
  }

  @Override
  public void close() {
    database.close();
    CloseHelper.quietClose(front);
    cut();
    if (server != null) {
      server.close();
    }
    TestFiles.delete(data);
  }
}
