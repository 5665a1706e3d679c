package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.StateComparison;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The engine's process is killed again and again, at any moment of its life: while it starts, while
 * it recovers, while it rolls its journal, under the load of four clients that ask until they are
 * answered. Every answer must be in the journal once, no budget and no quota may be passed by a
 * single unit at any record, and the state must be what the journal alone gives.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("tollgate.kills", 200);
  private static final int CLIENTS = 4;
  private static final long REQUESTS_A_SECOND = 500;
  private static final int STARTING_MS = 250;
  private static final int WORKING_MS = 500;

  /** Of so many starts one is that of a cold JVM, in which there is more time to be killed. */
  private static final int COLD_STARTS = 10;

  private static final int KILLS_A_COMPARISON = 10;
  private static final long NANO_A_RAISE = 180_000_000;
  private static final long TOKENS_A_RAISE = 450_000;

  private final long seed = Long.getLong("tollgate.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Site site = new Site();
  private final long startedNs = System.nanoTime();
  private int killsAtStart;
  private int killsInARow;
  private int unusable;
  private long raises;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void shouldKeepEveryAnswerAndPassNoLimit() throws Exception {
    System.out.println("KillIT: repeat with -Dtollgate.seed=" + seed);
    try (site) {
      site.startEngine();
      site.settle();
      raise();
      for (int number = 0; number < CLIENTS; number++) {
        site.startClient(seed, REQUESTS_A_SECOND);
      }
      site.prepareEngine(true);
      for (int kill = 1; kill <= KILLS; kill++) {
        site.prepareEngine(kill % COLD_STARTS != 0);
        liveAndDie(kill);
      }
      site.launchEngine();
      site.engine().hear(EngineChild.READY);
      assertAll();
    }
  }

  private void raise() {
    raises++;
    site.fleet().allow(site.operator(), raises * NANO_A_RAISE, raises * TOKENS_A_RAISE);
  }

  private void liveAndDie(final int kill) throws InterruptedException {
    // Three at the most, so that clients get their answers within the time that ids are kept.
    if (kill > 1 && killsInARow < 3 && random.nextInt(3) == 0) {
      killsInARow++;
      killsAtStart++;
      TimeUnit.MILLISECONDS.sleep(random.nextInt(STARTING_MS));
    } else {
      killsInARow = 0;
      if (kill > 1) {
        site.engine().hear(EngineChild.READY);
      }
      if (kill % 3 == 0) {
        raise();
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(WORKING_MS));
    }
    site.engine().kill();
    if (kill % KILLS_A_COMPARISON == 0) {
      assertStateIsThatOfTheJournal(kill);
    }
    if (kill < KILLS) {
      site.launchEngine();
    }
  }

  /** A state that the next start would not use is no wrong state: it will be rebuilt. */
  private void assertStateIsThatOfTheJournal(final int kill) {
    final StateComparison.Result result = StateComparison.run(site.data(), site.root());
    if (result.lines() == 0) {
      unusable++;
    } else {
      assertThat(result.difference()).as("seed %s, after kill %s", seed, kill).isEmpty();
    }
  }

  private void assertAll() throws Exception {
    final List<Outcome> outcomes = site.finishFirst(CLIENTS);
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> JournalModel.of(site.journal()).openReservations() == 0);
    site.engine().end();
    final JournalModel journal = JournalModel.of(site.journal());
    AnswersAgainstJournal.assertSame(outcomes, journal);
    final StateComparison.Result result = StateComparison.run(site.data(), site.root());
    assertThat(result.difference()).as("seed %s, in the end", seed).isEmpty();
    assertThat(result.isEqual()).isTrue();
    System.out.printf(
        "KillIT: seed %d, %d kills (%d of them before the engine was ready) in %d s, %d starts"
            + " journaled, %d answers (%d of them of decisions made before they were asked for"
            + " again) in %d records, each once; %s; %d states were not usable when looked at%n",
        seed,
        KILLS,
        killsAtStart,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs),
        journal.starts(),
        outcomes.size(),
        outcomes.stream().filter(Outcome::isRepeated).count(),
        journal.lastPosition(),
        journal.reasons(),
        unusable);
  }
}
