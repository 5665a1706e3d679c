package io.tollgate.bench.rig;

import com.sun.management.ThreadMXBean;
import io.aeron.Aeron;
import io.tollgate.engine.domain.chain.Chain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A client in a process of its own. It is told line by line what to do and answers each line with
 * one: {@code closed SECONDS FILE}, {@code pipelined SECONDS WINDOW MOST}, {@code open RATE SECONDS
 * FILE}. It ends with its input.
 */
public final class RigClient {
  private static final String ECHO = "echo";

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final LoadLoop loop;

  private RigClient(final LoadLoop loop) {
    this.loop = loop;
  }

  /**
   * The process.
   *
   * @param arguments gate or echo, the Aeron directory, the gate's data directory, the kind of
   *     request, how many sessions, this client's number, how to idle.
   */
  public static void main(final String[] arguments) throws IOException {
    final RequestKind kind = RequestKind.valueOf(arguments[3]);
    final int sessions = Integer.parseInt(arguments[4]);
    final int number = Integer.parseInt(arguments[5]);
    final IdleStrategy idle = RigIdle.ofWord(arguments[6]).strategy();
    try (Aeron aeron =
            Aeron.connect(
                new Aeron.Context().aeronDirectoryName(Path.of(arguments[1]).toString()));
        Exchange exchange =
            arguments[0].equals(ECHO)
                ? echo(aeron, kind, sessions, number)
                : gate(aeron, kind, sessions, number, Path.of(arguments[2]))) {
      new RigClient(new LoadLoop(exchange, SystemNanoClock.INSTANCE, idle)).obey();
    }
  }

  private static Exchange echo(
      final Aeron aeron, final RequestKind kind, final int sessions, final int number) {
    final List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      exchanges.add(new EchoExchange(aeron, number * sessions + i, kind.messageLength()));
    }
    return RoundRobin.of(exchanges);
  }

  private static Exchange gate(
      final Aeron aeron,
      final RequestKind kind,
      final int sessions,
      final int number,
      final Path data) {
    final List<Chain> chains = Population.chains(data, kind.links());
    final long run = System.currentTimeMillis() << Byte.SIZE;
    final List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      exchanges.add(new GateExchange(aeron, kind, chains, run + number * (long) sessions + i));
    }
    return RoundRobin.of(exchanges);
  }

  private void obey() throws IOException {
    final BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    RigProcess.say("ready");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      RigProcess.say(run(line.split(" ")).toLine());
    }
  }

  private LoadResult run(final String[] words) throws IOException {
    final int first = Integer.parseInt(words[1]);
    final int second = words[0].equals("closed") ? 0 : Integer.parseInt(words[2]);
    final Latencies latencies =
        switch (words[0]) {
          case "closed" -> new Latencies(first);
          case "open" -> new Latencies(second);
          default -> null;
        };
    final long before = threads.getCurrentThreadAllocatedBytes();
    final LoadResult result =
        switch (words[0]) {
          case "closed" -> loop.closed(first, latencies);
          case "open" -> loop.open(first, second, latencies);
          case "pipelined" -> loop.pipelined(first, second, Long.parseLong(words[3]));
          default -> throw new IllegalArgumentException(words[0]);
        };
    final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    if (latencies != null) {
      latencies.write(Path.of(words[words.length - 1]));
    }
    return result.withAllocated(allocated);
  }
}
