package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.client.GateRequest.Check;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.StateComparison;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The wall clock is put forward and back by hours under load. {@link JournalModel} sees that time
 * never goes back, that no day's quota is passed however days come about, that reservations end
 * when the engine's time says so, and that no id is decided twice.
 */
class ClockIT {
  private static final int CLIENTS = 2;
  private static final long REQUESTS_A_SECOND = 500;
  private static final long RECORDS_BETWEEN_STEPS = 1_500;
  private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
  private static final long SEED = 1;

  private final Site site = new Site();
  private final Path clock = site.root().resolve("clock");
  private EngineCounts counts;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void shouldNeitherGoBackNorGrantMoreNorDecideTwiceWhenTheClockIsStepped() throws Exception {
    try (site) {
      site.settings(new EngineSettings(site.data()).withClockFile(clock));
      site.begin(1L << 40, 300_000, CLIENTS, SEED, REQUESTS_A_SECOND);
      counts = new EngineCounts(site.data());
      final Chain shortLived = site.fleet().chainFor(0, TimeUnit.HOURS.toSeconds(1));
      awaitRecords();
      assertThat(check(shortLived)).isEqualTo(Reason.OK);

      step(2 * HOUR_MS, EngineCounter.CLOCK_STEPS_FORWARD, 1);
      assertThat(check(shortLived)).isEqualTo(Reason.LINK_EXPIRED);
      step(-HOUR_MS, EngineCounter.CLOCK_STEPS_BACK, 1);
      assertThat(check(shortLived)).isEqualTo(Reason.LINK_EXPIRED);
      assertThat(counts.get(EngineCounter.CLOCK_AHEAD))
          .isBetween(TimeUnit.MINUTES.toNanos(179), TimeUnit.MINUTES.toNanos(181));
      step(26 * HOUR_MS, EngineCounter.CLOCK_STEPS_FORWARD, 2);
      step(0, EngineCounter.CLOCK_STEPS_BACK, 2);
      assertThat(counts.get(EngineCounter.SESSIONS_STALLED)).isZero();
      counts.close();

      restartBehindTheJournal();
      assertJournal();
    }
  }

  private Reason check(final Chain chain) {
    return site.operator().call(new Check(chain, Fleet.PERMISSION, 0)).reason();
  }

  private void step(final long offsetMs, final EngineCounter counter, final long expected)
      throws Exception {
    SteppedClock.put(clock, offsetMs);
    Awaitility.await().until(() -> counts.get(counter) == expected);
    awaitRecords();
  }

  /** Time goes on, and with it decisions. */
  private void awaitRecords() {
    final long timeNs = counts.get(EngineCounter.TIME);
    final long enough = counts.get(EngineCounter.POSITION) + RECORDS_BETWEEN_STEPS;
    Awaitility.await().until(() -> counts.get(EngineCounter.POSITION) >= enough);
    assertThat(counts.get(EngineCounter.TIME)).isGreaterThan(timeNs);
  }

  private void restartBehindTheJournal() {
    site.engine().kill();
    site.startEngine();
    counts = new EngineCounts(site.data());
    awaitRecords();
    Awaitility.await()
        .until(() -> counts.get(EngineCounter.CLOCK_AHEAD) > TimeUnit.HOURS.toNanos(25));
    counts.close();
  }

  private void assertJournal() {
    final List<Outcome> outcomes = site.finishFirst(CLIENTS);
    site.engine().end();
    final JournalModel journal = JournalModel.of(site.journal());
    AnswersAgainstJournal.assertSame(outcomes, journal);
    assertThat(journal.reasons()).containsKey(Reason.DAY_QUOTA_EXCEEDED);
    assertThat(outcomes).anyMatch(Outcome::isRepeated);
    assertThat(StateComparison.run(site.data(), site.root()).difference()).isEmpty();
  }
}
