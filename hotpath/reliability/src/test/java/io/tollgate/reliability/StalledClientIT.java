package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EngineCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Of five clients one never reads, one is stopped and one is killed, all under load. The two others
 * go on being answered, what the three held is given back, and the stopped one, when it wakes up,
 * loses nothing.
 */
class StalledClientIT {
  private static final long REQUESTS_A_SECOND = 500;
  private static final long STALL_TIMEOUT_MS = 500;
  private static final long SEED = 1;

  /** The two that work, and the test's own. */
  private static final long WORKING_SESSIONS = 3;

  private static final int FROZEN = 2;
  private static final int KILLED = 3;

  private final Site site = new Site();
  private EngineCounts counts;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void shouldServeTheOthersAndGiveBackWhatTheStalledHeld() throws Exception {
    try (site) {
      site.settings(new EngineSettings(site.data()).withStallTimeoutMs(STALL_TIMEOUT_MS));
      site.begin(1L << 40, 1L << 40, FROZEN, SEED, REQUESTS_A_SECOND);
      counts = new EngineCounts(site.data());
      awaitSessions(WORKING_SESSIONS);
      final int countersBefore = counts.size();
      final long filesBefore = aeronFiles();

      site.startClient(SEED, REQUESTS_A_SECOND);
      site.startClient(SEED, REQUESTS_A_SECOND);
      awaitSessions(WORKING_SESSIONS + 2);
      awaitRecords();
      site.client(FROZEN).freeze();
      site.client(KILLED).kill();
      closeOneThatNeverReads();
      awaitSessions(WORKING_SESSIONS);
      awaitRecords();
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> counts.size() <= countersBefore);
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> aeronFiles() <= filesBefore);

      site.client(FROZEN).thaw();
      awaitSessions(WORKING_SESSIONS + 1);
      awaitRecords();
      counts.close();
      assertJournal();
    }
  }

  private void closeOneThatNeverReads() {
    final String aeronDirectory =
        DataDirectory.open(site.data()).defaultAeronDirectory().toString();
    try (ChildJvm greedy =
        new ChildJvm(
            System.getProperty("java.class.path"), List.of(), GreedyClient.class, aeronDirectory)) {
      greedy.say(site.fleet().chain(0).toText());
      Awaitility.await().until(() -> counts.get(EngineCounter.BACK_PRESSURE) > 0);
      awaitRecords();
      assertThat(Long.parseLong(greedy.hear("CLOSED"))).isPositive();
      Awaitility.await().until(() -> counts.get(EngineCounter.SESSIONS_STALLED) == 1);
    }
  }

  private void awaitSessions(final long sessions) {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> counts.get(EngineCounter.SESSIONS) == sessions);
  }

  private void awaitRecords() {
    final long enough = counts.get(EngineCounter.POSITION) + 1_000;
    Awaitility.await().until(() -> counts.get(EngineCounter.POSITION) >= enough);
  }

  private long aeronFiles() {
    final Path directory = DataDirectory.open(site.data()).defaultAeronDirectory();
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".logbuffer")).count();
    } catch (final IOException | UncheckedIOException e) {
      // A file that went away meanwhile: count again.
      return Long.MAX_VALUE;
    }
  }

  private void assertJournal() {
    final List<Outcome> outcomes = site.finishFirst(FROZEN + 1);
    site.engine().end();
    final JournalModel journal = JournalModel.of(site.journal());
    AnswersAgainstJournal.assertTold(outcomes, journal);
  }
}
