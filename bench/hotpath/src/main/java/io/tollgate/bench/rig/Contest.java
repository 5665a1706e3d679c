package io.tollgate.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/** The gate and the echo, each with as many clients of the same kind, measured in turns. */
final class Contest implements AutoCloseable {
  private final Side echo;
  private final Side gate;

  private Contest(final Side echo, final Side gate) {
    this.echo = echo;
    this.gate = gate;
  }

  /**
   * Starts the clients of both sides.
   *
   * @param rig that runs.
   * @param kind what they ask.
   * @param processes how many clients a side.
   * @param sessions of each client.
   * @param idle spin or yield.
   */
  static Contest begin(
      final Rig rig,
      final RequestKind kind,
      final int processes,
      final int sessions,
      final RigIdle idle)
      throws IOException {
    final List<String> same = List.of(kind.name(), Integer.toString(sessions));
    return new Contest(
        new Side("echo", rig.echo(), clients("echo", rig, same, processes, idle), rig.scratch()),
        new Side("gate", rig.gate(), clients("gate", rig, same, processes, idle), rig.scratch()));
  }

  private static List<RigProcess> clients(
      final String target,
      final Rig rig,
      final List<String> same,
      final int processes,
      final RigIdle idle)
      throws IOException {
    final Path aeron = target.equals("echo") ? rig.echoAeron() : rig.gateAeron();
    final List<RigProcess> clients = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      final List<String> arguments =
          new ArrayList<>(List.of(target, aeron.toString(), rig.gateData().toString()));
      arguments.addAll(same);
      arguments.addAll(List.of(Integer.toString(i), idle.word()));
      clients.add(new RigProcess(RigClient.class, List.of(), arguments));
    }
    return clients;
  }

  Side echo() {
    return echo;
  }

  Side gate() {
    return gate;
  }

  @Override
  public void close() {
    CloseHelper.closeAll(echo, gate);
  }
}
