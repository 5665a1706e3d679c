package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.StateComparison;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Minutes of load by four clients, with clients that stop for a while or never read, a killed and a
 * closed engine, and a journal that rolls every second. In the last and longest life of the engine
 * nothing that it takes of the machine may grow. How long: {@code -Dtollgate.soak.minutes}.
 */
@Tag("soak")
class SoakIT {
  private static final long MINUTES = Long.getLong("tollgate.soak.minutes", 10);
  private static final long REQUESTS_A_SECOND = Long.getLong("tollgate.soak.rate", 2_000);
  private static final int CLIENTS = 4;
  private static final long NANO_A_SECOND = 400_000_000L;

  /** Before that tables fill and the JVM compiles. */
  private static final double WARM_UP_SHARE = 0.4;

  private final long seed = Long.getLong("tollgate.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Site site = new Site();
  private final Footprint footprint =
      new Footprint(DataDirectory.open(site.data()).defaultAeronDirectory());
  private final long startNs = System.nanoTime();
  private EngineCounts counts;
  private long stalls;

  @Test
  void shouldTakeNoMoreOfTheMachineTheLongerItRuns() throws Exception {
    System.out.printf("SoakIT: %d minutes; repeat with -Dtollgate.seed=%d%n", MINUTES, seed);
    try (site) {
      startEngine();
      site.settle();
      raise();
      for (int number = 0; number < CLIENTS; number++) {
        site.startClient(seed, REQUESTS_A_SECOND);
      }
      liveUntil(0.15);
      counts.close();
      site.engine().kill();
      startEngine();
      liveUntil(0.3);
      counts.close();
      site.engine().end();
      startEngine();
      liveUntil(0.3 + 0.7 * WARM_UP_SHARE);
      footprint.clear();
      liveUntil(1);
      report();
    }
  }

  private void startEngine() {
    footprint.clear();
    site.startEngine();
    counts = new EngineCounts(site.data());
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - startNs) / 1e9;
  }

  private void raise() {
    final long nano = (long) (NANO_A_SECOND * (elapsedSeconds() + 5));
    site.fleet().allow(site.operator(), nano, 1L << 50);
  }

  private void liveUntil(final double share) throws InterruptedException {
    while (elapsedSeconds() < MINUTES * 60 * share) {
      raise();
      if (random.nextBoolean()) {
        stopOneForAWhile();
      } else {
        endureOneThatNeverReads();
      }
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(() -> counts.get(EngineCounter.SESSIONS) == CLIENTS + 1);
      footprint.sample(elapsedSeconds(), site.engine().pid(), counts.size());
    }
  }

  private void stopOneForAWhile() throws InterruptedException {
    final ChildJvm client = site.client(random.nextInt(CLIENTS));
    client.freeze();
    TimeUnit.MILLISECONDS.sleep(500L + random.nextInt(3_000));
    client.thaw();
  }

  private void endureOneThatNeverReads() {
    final String directory = DataDirectory.open(site.data()).defaultAeronDirectory().toString();
    try (ChildJvm greedy =
        new ChildJvm(
            System.getProperty("java.class.path"), List.of(), GreedyClient.class, directory)) {
      greedy.say(site.fleet().chain(0).toText());
      greedy.hear("CLOSED");
      stalls++;
    }
  }

  private void report() {
    for (int number = 0; number < CLIENTS; number++) {
      site.client(number).say("PHASE");
      System.out.printf("SoakIT: client %d: %s%n", number, site.client(number).hear("PHASE"));
    }
    System.out.printf(
        "SoakIT: seed %d, %.0f s, position %d, %d clients closed for not reading%n",
        seed, elapsedSeconds(), counts.get(EngineCounter.POSITION), stalls);
    footprint.trends().forEach(trend -> System.out.println("SoakIT: " + trend));
    for (int number = 0; number < CLIENTS; number++) {
      site.client(number).kill();
    }
    counts.close();
    site.engine().end();
    assertThat(StateComparison.run(site.data(), site.root()).difference()).isEmpty();
    assertThat(JournalModel.ledgerOf(site.journal()).starts()).isEqualTo(3);
    assertThat(footprint.trends()).allMatch(Trend::isFlat);
  }
}
