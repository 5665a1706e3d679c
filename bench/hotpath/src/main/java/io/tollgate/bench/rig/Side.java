package io.tollgate.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;

/** Who answers, the gate or the echo, and its clients. It sleeps while it is not its turn. */
final class Side implements AutoCloseable {
  private final String name;
  private final RigProcess server;
  private final List<RigProcess> clients;
  private final Path scratch;

  /**
   * A side whose server sleeps.
   *
   * @param name gate or echo.
   * @param server stays the caller's.
   * @param clients closed with this.
   * @param scratch for the clients' histograms.
   */
  Side(
      final String name,
      final RigProcess server,
      final List<RigProcess> clients,
      final Path scratch) {
    this.name = name;
    this.server = server;
    this.clients = List.copyOf(clients);
    this.scratch = scratch;
  }

  String name() {
    return name;
  }

  /** One request at a time for each client. */
  LoadResult closed(final int seconds, final Consumer<Histogram> into) throws IOException {
    return timed("closed " + seconds, into);
  }

  /** At a rate that the clients share. */
  LoadResult open(final int ratePerSecond, final int seconds, final Consumer<Histogram> into)
      throws IOException {
    return timed("open " + ratePerSecond / clients.size() + " " + seconds, into);
  }

  /** As fast as it goes, each client with so many unanswered. */
  LoadResult pipelined(final int seconds, final int window, final long most) throws IOException {
    final List<String> commands = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      commands.add("pipelined " + seconds + " " + window + " " + most / clients.size());
    }
    return run(commands);
  }

  private LoadResult timed(final String command, final Consumer<Histogram> into)
      throws IOException {
    final List<String> commands = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      commands.add(command + " " + file(i));
    }
    final LoadResult result = run(commands);
    for (int i = 0; i < clients.size(); i++) {
      Latencies.read(file(i), into);
    }
    return result;
  }

  private Path file(final int client) {
    return scratch.resolve(name + "-" + client + ".hlog");
  }

  private LoadResult run(final List<String> commands) throws IOException {
    server.ask("wake");
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).tell(commands.get(i));
    }
    LoadResult all = LoadResult.ofLine(clients.get(0).hear());
    for (int i = 1; i < clients.size(); i++) {
      all = all.plus(LoadResult.ofLine(clients.get(i).hear()));
    }
    server.ask("rest");
    return all;
  }

  /** Bytes that the thread which answers has allocated so far. */
  long allocatedByServer() throws IOException {
    return Long.parseLong(server.ask("rest"));
  }

  @Override
  public void close() {
    CloseHelper.closeAll(clients);
  }
}
