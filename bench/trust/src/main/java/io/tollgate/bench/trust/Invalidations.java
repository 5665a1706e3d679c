package io.tollgate.bench.trust;

import io.tollgate.bench.result.Row;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.lookup.client.AgentDirectory;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.support.AgentId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Whether a change of an agent that is kept in memory is seen, and how soon. */
final class Invalidations {
  private static final double NS_A_MS = 1e6;
  private static final int TIMES_A_SECOND = 10;
  private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

  private final UpGate gate;
  private final AgentId agent;

  /** Tells the trust that a look-up finds, as of a position at least. */
  private interface Trusted {
    String asOf(long position);
  }

  Invalidations(final UpGate gate, final AgentId agent) {
    this.gate = gate;
    this.agent = agent;
  }

  void run(final AgentDirectory directory, final int seconds, final List<Row> into) {
    run(
        "look-up-change",
        "AgentDirectory",
        position -> directory.agent(agent.hex(), position).value().orElseThrow().trust(),
        seconds,
        into);
  }

  void run(final AgentLookups lookups, final int seconds, final List<Row> into) {
    run(
        "look-up-service-change",
        "AgentLookups",
        position -> text(lookups.agent(agent, position).value().trust()),
        seconds,
        into);
  }

  private static String text(final Trust trust) {
    return trust.name().toLowerCase(Locale.ROOT);
  }

  private void run(
      final String id,
      final String where,
      final Trusted looked,
      final int seconds,
      final List<Row> into) {
    final Histogram times = new Histogram(TIMEOUT_NS, 3);
    for (int i = 0; i < seconds * TIMES_A_SECOND; i++) {
      require("trusted", looked.asOf(0));
      final long begunNs = System.nanoTime();
      set("suspended");
      while (!looked.asOf(0).equals("suspended")) {
        if (System.nanoTime() - begunNs > TIMEOUT_NS) {
          throw new IllegalStateException(where + " does not see that the agent was suspended");
        }
        LockSupport.parkNanos(PAUSE_NS);
      }
      times.recordValue(System.nanoTime() - begunNs);
      require("trusted", looked.asOf(set("trusted")));
    }
    into.addAll(
        Spread.shown(
            id,
            "from PATCH trust = suspended to the first look-up that says so, "
                + where
                + ", agent in memory, "
                + times.getTotalCount()
                + " times; and what was written is read at once by its position",
            times,
            NS_A_MS,
            "ms"));
  }

  private static void require(final String expected, final String found) {
    if (!found.equals(expected)) {
      throw new IllegalStateException("looked up as " + found + ", but is " + expected);
    }
  }

  /** Returns the position of the change. */
  private long set(final String trust) {
    return gate.api()
        .patch(
            "/v1/agents/" + agent.hex(), Json.object().put("trust", trust), AdminClient.ANY_VERSION)
        .body()
        .path("position")
        .asLong();
  }
}
