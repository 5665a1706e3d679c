package io.tollgate.bench.trust;

import io.tollgate.bench.result.HistogramFiles;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.rest.AdminClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** From the REST call that takes an agent away to the first refusal of who stands below it. */
final class CutOffMeasurement implements Measurement {
  private static final double BAR_MS = 10;
  private static final double NS_A_MS = 1e6;
  private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);
  private static final int WARM_UP = 1_000;

  private final List<Row> rows = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();

  @Override
  public String id() {
    return "cut-off";
  }

  @Override
  public List<String> rowIds() {
    return List.of("suspend-p99", "revoke-p99");
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    final int times = settings.quick() ? 100 : 400;
    try (Disk disk = new Disk(settings.resultsDirectory())) {
      final String on = disk.text();
      progress.step("starting a gate");
      try (UpGate gate =
              new UpGate(
                  disk.fresh("gate"), settings.resultsDirectory().resolve("cut-off-gate.log"));
          CheckingClient client = new CheckingClient(gate.data(), gate.permissionBit())) {
        final UpGate.Agent parent = gate.root("parent");
        final UpGate.Agent child = gate.child(parent, "child");
        progress.step("suspending, warming up");
        suspend(gate, client, parent, child, WARM_UP, new Histogram(HIGHEST_NS, 3));
        progress.step("suspending " + times + " times");
        final Histogram suspended = new Histogram(HIGHEST_NS, 3);
        final Histogram answered = suspend(gate, client, parent, child, times, suspended);
        judge(settings, "suspend", "PATCH trust = suspended of its parent", suspended);
        rows.addAll(
            Spread.shown(
                "suspend-rest", "until REST has answered the same call", answered, NS_A_MS, "ms"));
        progress.step("revoking " + times + " times");
        judge(
            settings,
            "revoke",
            "POST revocation of its parent",
            revoke(gate, client, child, times));
        progress.step("suspending " + times + " times beside a client in a closed loop");
        client.goFlatOut();
        client.ask(Chain.ofText(child.chain()));
        rows.addAll(
            Spread.shown(
                "suspend-busy",
                "the same beside a client that takes a core with a closed loop of checks",
                suspendAfterWarmUp(gate, client, parent, child, times),
                NS_A_MS,
                "ms"));
      }
      return new Section(
          "Cutting off who stands below",
          "A whole gate as ops/tollgate up starts it (engine idling as by default, PostgreSQL,"
              + " REST) in a process of its own, its data on "
              + on
              + ". A client checks the chain of a child over Aeron every 0.1 ms or so; the time is"
              + " from before the REST request is sent, on a connection that is open, to the first"
              + " refusal that the client has.",
          rows,
          plots,
          List.of());
    }
  }

  private void judge(
      final Settings settings, final String id, final String how, final Histogram times)
      throws Exception {
    final String what = "from " + how + " to the first refusal of the child's chain";
    HistogramFiles.write(settings.resultsDirectory(), id, times);
    rows.add(Row.shown(id + "-p50", "p50, " + what, Spread.P50.of(times) / NS_A_MS, "ms", "", ""));
    rows.add(
        Row.atMost(
            id + "-p99",
            "p99, " + what,
            BAR_MS,
            Double.NaN,
            Spread.P99.of(times) / NS_A_MS,
            "ms",
            "",
            times.getTotalCount() + " times"));
    plots.add(new Plot(what, List.of(new Series(id, "ns", times))));
  }

  private static Histogram suspendAfterWarmUp(
      final UpGate gate,
      final CheckingClient client,
      final UpGate.Agent parent,
      final UpGate.Agent child,
      final int times) {
    suspend(gate, client, parent, child, WARM_UP, new Histogram(HIGHEST_NS, 3));
    final Histogram suspended = new Histogram(HIGHEST_NS, 3);
    suspend(gate, client, parent, child, times, suspended);
    return suspended;
  }

  /** Returns how long REST took to answer. */
  private static Histogram suspend(
      final UpGate gate,
      final CheckingClient client,
      final UpGate.Agent parent,
      final UpGate.Agent child,
      final int times,
      final Histogram into) {
    final Histogram answered = new Histogram(HIGHEST_NS, 3);
    client.ask(Chain.ofText(child.chain()));
    client.awaitSeen(true);
    for (int i = 0; i < times; i++) {
      final long begunNs = System.nanoTime();
      trust(gate, parent, "suspended");
      answered.recordValue(System.nanoTime() - begunNs);
      into.recordValue(client.awaitSeen(false) - begunNs);
      trust(gate, parent, "trusted");
      client.awaitSeen(true);
    }
    return answered;
  }

  private static void trust(final UpGate gate, final UpGate.Agent agent, final String trust) {
    gate.api()
        .patch(
            "/v1/agents/" + agent.id(), Json.object().put("trust", trust), AdminClient.ANY_VERSION);
  }

  private static Histogram revoke(
      final UpGate gate, final CheckingClient client, final UpGate.Agent child, final int times) {
    final Histogram into = new Histogram(HIGHEST_NS, 3);
    for (int i = 0; i < times; i++) {
      final UpGate.Agent parent = gate.root("parent-" + i);
      client.ask(Chain.ofText(gate.link(parent, child.id())));
      client.awaitSeen(true);
      final long begunNs = System.nanoTime();
      gate.api().post("/v1/agents/" + parent.id() + "/revocation", null);
      into.recordValue(client.awaitSeen(false) - begunNs);
    }
    return into;
  }
}
