package io.tollgate.bench.trust;

import io.tollgate.bench.result.HistogramFiles;
import io.tollgate.bench.result.Measurement;
import io.tollgate.bench.result.Plot;
import io.tollgate.bench.result.Progress;
import io.tollgate.bench.result.Row;
import io.tollgate.bench.result.Section;
import io.tollgate.bench.result.Series;
import io.tollgate.bench.result.Settings;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.lookup.LookupCounts;
import io.tollgate.lookup.client.AgentDirectory;
import io.tollgate.support.AgentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Looking agents up: in the client library, in a service, and over REST. */
final class LookUpMeasurement implements Measurement {
  private static final double NS_A_MS = 1e6;
  private static final double RATE_BAR = 10_000;

  /** Above the bar, so that a rate which is just sustained can be told from one that is not. */
  private static final int RATE = 11_000;

  private static final int UNCACHED_RATE = 200;
  private static final int HOT = 2_000;
  private static final int THREADS = 32;
  private static final double[] CACHED_BARS = {1, 5, 10};
  private static final double[] UNCACHED_BARS = {5, 15, 30};

  private final List<Row> rows = new ArrayList<>();
  private final List<Series> series = new ArrayList<>();

  /** One way to look an agent up; says whether it was found. */
  private interface Way {
    boolean finds(AgentId agent) throws Exception;
  }

  @Override
  public String id() {
    return "look-up";
  }

  @Override
  public List<String> rowIds() {
    return List.of(
        "look-up-cached-p50",
        "look-up-cached-p99",
        "look-up-cached-p999",
        "look-up-rate",
        "look-up-uncached-p50",
        "look-up-uncached-p99",
        "look-up-uncached-p999");
  }

  @Override
  public Section run(final Settings settings, final Progress progress) throws Exception {
    final int seconds = settings.quick() ? 5 : 20;
    final int agents = settings.quick() ? 10_000 : 100_000;
    try (Disk disk = new Disk(settings.resultsDirectory())) {
      final String on = disk.text();
      progress.step("starting a gate");
      try (UpGate gate =
          new UpGate(disk.fresh("gate"), settings.resultsDirectory().resolve("look-up-gate.log"))) {
        progress.step(String.format(Locale.ROOT, "registering %,d agents", agents));
        final List<AgentId> all = Crowd.register(gate.data(), gate.tenant(), agents);
        awaitTables(gate, all.get(all.size() - 1));
        inTheClientLibrary(gate, all, seconds, progress);
        inAService(gate, all, seconds, progress);
        overRest(gate, all.subList(0, HOT), seconds, progress);
      }
      return section(settings, agents, on);
    }
  }

  private Section section(final Settings settings, final int agents, final String on)
      throws IOException {
    for (final Series one : series) {
      HistogramFiles.write(settings.resultsDirectory(), one.name(), one.histogram());
    }
    return new Section(
        "Looking agents up",
        String.format(
            Locale.ROOT,
            "A whole gate as ops/tollgate up starts it (engine idling as by default, PostgreSQL,"
                + " REST) in a process of its own, with %,d agents, its data on %s. Whoever looks"
                + " up is one process on the same machine. Open loop: times are from each intended"
                + " moment, with what the caller's thread needs to wake up. The bars are judged on"
                + " what a program calls, the client library's AgentDirectory, and on a service's"
                + " AgentLookups. Uncached: each agent is asked for once, so that no cache has it,"
                + " the client's nor the gate's, and PostgreSQL is read.",
            agents,
            on),
        rows,
        List.of(new Plot("from the intended look-up to the agent", series)),
        List.of());
  }

  /** The tables are there when the last agent is. */
  private static void awaitTables(final UpGate gate, final AgentId last)
      throws IOException, InterruptedException {
    final long deadlineNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    try (RestLine rest = gate.line()) {
      while (rest.get(path(last)).status() != 200) {
        if (System.nanoTime() - deadlineNs > 0) {
          throw new IllegalStateException("the registered agents do not come into the tables");
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private static String path(final AgentId agent) {
    return "/v1/agents/" + agent.hex();
  }

  private void inTheClientLibrary(
      final UpGate gate, final List<AgentId> all, final int seconds, final Progress progress)
      throws Exception {
    try (AgentDirectory directory = gate.directory()) {
      final Way way = id -> directory.agent(id.hex(), 0).value().isPresent();
      progress.step("client library, cached");
      cached("look-up-cached", "AgentDirectory.agent", directory::counts, way, all, seconds);
      progress.step("client library, uncached");
      final long before = gateMisses(gate);
      final int asked = uncached("look-up-uncached", "AgentDirectory.agent", way, all, seconds);
      if (gateMisses(gate) - before != asked) {
        throw new IllegalStateException("the gate had some of the agents in its cache");
      }
      progress.step("changes, in the client library");
      new Invalidations(gate, all.get(0)).run(directory, seconds, rows);
    }
  }

  private void inAService(
      final UpGate gate, final List<AgentId> all, final int seconds, final Progress progress)
      throws Exception {
    try (ServiceLookups service = new ServiceLookups(gate.home())) {
      final AgentLookups lookups = service.lookups();
      final Way way = id -> lookups.agent(id, 0).value().agentId().equals(id);
      progress.step("service, cached");
      cached(
          "look-up-service-cached", "AgentLookups.agent", lookups::agentCounts, way, all, seconds);
      progress.step("service, uncached");
      uncached("look-up-service-uncached", "AgentLookups.agent", way, all, seconds);
      progress.step("changes, in a service");
      new Invalidations(gate, all.get(1)).run(lookups, seconds, rows);
    }
  }

  private void cached(
      final String id,
      final String call,
      final Supplier<LookupCounts> counts,
      final Way way,
      final List<AgentId> all,
      final int seconds)
      throws Exception {
    final List<AgentId> hot = all.subList(0, HOT);
    warm(way, hot, counts);
    paced(RATE, RATE * 2, 1, way, hot);
    final LookupCounts before = counts.get();
    final PacedCalls.Outcome outcome = paced(RATE, RATE * seconds, 1, way, hot);
    final long hits = counts.get().hits() - before.hits();
    if (hits != outcome.times().getTotalCount()) {
      throw new IllegalStateException(
          hits + " of " + outcome.times().getTotalCount() + " look-ups were answered from memory");
    }
    final String what =
        String.format(Locale.ROOT, "%s of %,d known agents, one thread, at %,d/s", call, HOT, RATE);
    rows.addAll(Spread.judged(id, what, outcome.times(), NS_A_MS, "ms", CACHED_BARS));
    series.add(new Series(id, "ns", outcome.times()));
    rate(id.replace("-cached", "-rate"), what, outcome, seconds, "all of them from memory");
  }

  private void rate(
      final String id,
      final String what,
      final PacedCalls.Outcome outcome,
      final int seconds,
      final String note) {
    rows.add(
        Row.atLeast(
            id,
            "look-ups sustained for " + seconds + " s, " + what,
            RATE_BAR,
            Double.NaN,
            Math.rint(outcome.perSecond()),
            "/s",
            "",
            note));
  }

  /** Until all of them are answered from memory. */
  private static void warm(
      final Way way, final List<AgentId> hot, final Supplier<LookupCounts> counts)
      throws Exception {
    final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    long hits = -1;
    while (hits < hot.size()) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new IllegalStateException("only " + hits + " agents are kept in memory");
      }
      final long before = counts.get().hits();
      for (final AgentId agent : hot) {
        requireFound(way, agent);
      }
      hits = counts.get().hits() - before;
    }
  }

  /** Returns how many were asked for, each once. */
  private int uncached(
      final String id, final String call, final Way way, final List<AgentId> all, final int seconds)
      throws Exception {
    final int warmUp = UNCACHED_RATE * 10;
    final int asked = UNCACHED_RATE * seconds;
    paced(UNCACHED_RATE, warmUp, THREADS, way, all.subList(HOT, HOT + warmUp));
    final PacedCalls.Outcome outcome =
        paced(UNCACHED_RATE, asked, THREADS, way, all.subList(HOT + warmUp, HOT + warmUp + asked));
    final String what =
        String.format(
            Locale.ROOT,
            "%s of %,d agents, each once, from PostgreSQL, at %,d/s",
            call,
            asked,
            UNCACHED_RATE);
    rows.addAll(Spread.judged(id, what, outcome.times(), NS_A_MS, "ms", UNCACHED_BARS));
    series.add(new Series(id, "ns", outcome.times()));
    return warmUp + asked;
  }

  private static PacedCalls.Outcome paced(
      final int rate, final int calls, final int threads, final Way way, final List<AgentId> agents)
      throws Exception {
    return PacedCalls.run(
        rate,
        calls,
        threads,
        () -> number -> requireFound(way, agents.get(number % agents.size())));
  }

  private void overRest(
      final UpGate gate, final List<AgentId> hot, final int seconds, final Progress progress)
      throws Exception {
    progress.step("REST, cached");
    final List<RestLine> open = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        open.add(gate.line());
      }
      restCached(open, hot, RATE / 2, 2);
      final long before = gateMisses(gate);
      final PacedCalls.Outcome outcome = restCached(open, hot, RATE, seconds);
      if (gateMisses(gate) != before) {
        throw new IllegalStateException("the gate did not have all agents in its cache");
      }
      final Histogram times = outcome.times();
      final String what =
          String.format(
              Locale.ROOT,
              "GET of %,d known agents over loopback, %d connections, at %,d/s",
              hot.size(),
              THREADS,
              RATE);
      rows.addAll(Spread.shown("look-up-rest-cached", what, times, NS_A_MS, "ms"));
      series.add(new Series("look-up-rest-cached", "ns", times));
      rows.add(
          Row.shown(
              "look-up-rest-rate",
              "look-ups answered, " + what,
              Math.rint(outcome.perSecond()),
              "/s",
              "",
              "all of them from the gate's memory"));
    } finally {
      for (final RestLine line : open) {
        line.close();
      }
    }
  }

  private static PacedCalls.Outcome restCached(
      final List<RestLine> open, final List<AgentId> hot, final int rate, final int seconds)
      throws Exception {
    final List<RestLine> free = new ArrayList<>(open);
    return PacedCalls.run(
        rate,
        rate * seconds,
        open.size(),
        () -> {
          final RestLine line = free.remove(free.size() - 1);
          return number -> requireFound(line.get(path(hot.get(number % hot.size()))));
        });
  }

  private static void requireFound(final Way way, final AgentId agent) throws Exception {
    if (!way.finds(agent)) {
      throw new IllegalStateException("the agent " + agent + " is not found");
    }
  }

  private static void requireFound(final RestLine.Reply reply) {
    if (reply.status() != 200) {
      throw new IllegalStateException("REST answered " + reply.status() + ": " + reply.body());
    }
  }

  /** How often the gate has looked for an agent in its tables so far. */
  private static long gateMisses(final UpGate gate) throws IOException {
    try (RestLine rest = gate.line()) {
      return rest.get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith("tollgate_lookups_total{"))
          .filter(line -> line.contains("cache=\"agents\""))
          .filter(line -> !line.contains("outcome=\"hit\""))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }
}
