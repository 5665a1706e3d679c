package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EngineCounter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The latencies of two clients while nothing happens, and while for as long one client is stopped,
 * one never reads, again and again, one is killed, and a consumer of the journal is stopped.
 * Latencies count from when a request was due. How long each: {@code -Dtollgate.stall.seconds}.
 */
@Tag("soak")
class StallLatencyIT {
  private static final long SECONDS = Long.getLong("tollgate.stall.seconds", 60);
  private static final long REQUESTS_A_SECOND = Long.getLong("tollgate.soak.rate", 2_000);
  private static final long SEED = 1;
  private static final int WATCHED = 2;
  private static final int STOPPED = 2;
  private static final int KILLED = 3;
  private static final int P99 = 2;

  private final Site site = new Site();

  @Test
  void shouldNotLetOthersWaitForTheStalled() throws Exception {
    try (site) {
      site.begin(1L << 45, 1L << 50, KILLED + 1, SEED, REQUESTS_A_SECOND);
      try (ChildJvm follower =
          new ChildJvm(
              System.getProperty("java.class.path"),
              List.of(),
              FollowerChild.class,
              site.journal().toString())) {
        // Not measured: JVMs compile.
        TimeUnit.SECONDS.sleep(Math.min(20, SECONDS));
        final String[] warmUp = phases();
        TimeUnit.SECONDS.sleep(SECONDS);
        final String[] undisturbed = phases();
        follower.freeze();
        site.client(STOPPED).freeze();
        site.client(KILLED).kill();
        neverReadFor(SECONDS);
        final String[] disturbed = phases();
        follower.thaw();
        site.client(STOPPED).thaw();
        awaitCaughtUp(follower);
        for (int number = 0; number < WATCHED; number++) {
          report(number, warmUp[number], undisturbed[number], disturbed[number]);
        }
        for (int number = 0; number < WATCHED; number++) {
          assertThat(ratio(undisturbed[number], disturbed[number])).isLessThanOrEqualTo(2);
        }
      }
    }
  }

  private String[] phases() {
    final String[] phases = new String[WATCHED];
    for (int number = 0; number < WATCHED; number++) {
      site.client(number).say("PHASE");
      phases[number] = site.client(number).hear("PHASE");
    }
    return phases;
  }

  private void neverReadFor(final long seconds) {
    final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    final String directory = DataDirectory.open(site.data()).defaultAeronDirectory().toString();
    while (System.nanoTime() - endNs < 0) {
      try (ChildJvm greedy =
          new ChildJvm(
              System.getProperty("java.class.path"), List.of(), GreedyClient.class, directory)) {
        greedy.say(site.fleet().chain(0).toText());
        greedy.hear("CLOSED");
      }
    }
  }

  private void awaitCaughtUp(final ChildJvm follower) {
    try (EngineCounts counts = new EngineCounts(site.data())) {
      final long position = counts.get(EngineCounter.POSITION);
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(
              () -> {
                follower.say("WHERE");
                return Long.parseLong(follower.hear("AT")) >= position;
              });
    }
  }

  private static double ratio(final String undisturbed, final String disturbed) {
    return (double) Long.parseLong(disturbed.split(" ", -1)[P99])
        / Long.parseLong(undisturbed.split(" ", -1)[P99]);
  }

  private static void report(
      final int number, final String warmUp, final String undisturbed, final String disturbed) {
    System.out.printf(
        "StallLatencyIT: client %d (count, p50, p99, p99.9, max; ns): warm-up %s; undisturbed %s;"
            + " disturbed %s; p99 ratio %.2f%n",
        number, warmUp, undisturbed, disturbed, ratio(undisturbed, disturbed));
  }
}
