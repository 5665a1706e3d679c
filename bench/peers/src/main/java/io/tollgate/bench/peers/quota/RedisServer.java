package io.tollgate.bench.peers.quota;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/** The machine's redis-server, on loopback, with nothing persisted. */
final class RedisServer implements AutoCloseable {
  private static final String COMMAND = "redis-server";
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

  private final Path directory;
  private final int port;
  private final Process process;
  private final Thread killer;

  private RedisServer(final Path directory, final int port, final Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
    this.killer = new Thread(process::destroyForcibly, "redis-killer");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Whether there is one on this machine. */
  static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMMAND)));
  }

  /** Starts one on a free port. */
  static RedisServer start() {
    try {
      final Path directory = Files.createTempDirectory("tollgate-redis-");
      final int port = freePort();
      final Process process =
          new ProcessBuilder(
                  COMMAND,
                  "--bind",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port),
                  "--unixsocket",
                  directory.resolve("redis.sock").toString(),
                  "--unixsocketperm",
                  "600",
                  "--save",
                  "",
                  "--appendonly",
                  "no",
                  "--dir",
                  directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("redis.log").toFile())
              .start();
      final RedisServer server = new RedisServer(directory, port, process);
      server.await();
      return server;
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Its Unix socket comes last; its file is there a moment before anybody listens. */
  private void await() {
    final long deadlineNs = System.nanoTime() + PATIENCE_NS;
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() - deadlineNs > 0) {
        close();
        throw new IllegalStateException(COMMAND + " did not start");
      }
      Thread.onSpinWait();
    }
  }

  private boolean isListening() {
    if (!Files.exists(unixSocket())) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(unixSocket()))) {
      return channel.isConnected();
    } catch (final IOException e) {
      return false;
    }
  }

  /** Its port on 127.0.0.1. */
  int port() {
    return port;
  }

  /** Its Unix socket. */
  Path unixSocket() {
    return directory.resolve("redis.sock");
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(killer);
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (final InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    IoUtil.delete(directory.toFile(), true);
  }
}
