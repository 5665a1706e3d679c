package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.StateComparison;
import io.tollgate.engine.domain.decision.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A disk that really is small, where the machine lets the test mount one, is filled by somebody
 * else under load. The engine refuses with the reason, keeps every answer that it gave, and goes on
 * by itself when there is room again; and again.
 */
class DiskFullIT {
  private static final int CLIENTS = 2;
  private static final long REQUESTS_A_SECOND = 500;
  private static final long DISK_BYTES = 512L << 20;
  private static final long MIN_FREE_BYTES = 160L << 20;
  private static final long FILLER_BYTES = 32L << 20;
  private static final int TIMES = 2;
  private static final long SEED = 1;

  private final Site site = new Site();
  private final Path filler = site.data().resolve("filler");
  private boolean isMounted;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void shouldRefuseOnAFullDiskKeepWhatItAnsweredAndGoOn() throws Exception {
    try (site) {
      isMounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", dataPath());
      Assumptions.assumeTrue(isMounted, "may not mount");
      site.settings(new EngineSettings(site.data()).withMinFreeBytes(MIN_FREE_BYTES));
      site.begin(1L << 40, 1L << 40, CLIENTS, SEED, REQUESTS_A_SECOND);
      try (EngineCounts counts = new EngineCounts(site.data())) {
        for (int time = 0; time < TIMES; time++) {
          fillAndClear(counts);
        }
      }
      final List<Outcome> outcomes = site.finishFirst(CLIENTS);
      site.engine().end();
      assertJournal(outcomes);
    } finally {
      if (isMounted) {
        run("umount", "--lazy", dataPath());
        Files.deleteIfExists(site.data());
        Files.deleteIfExists(site.root());
      }
    }
  }

  private String dataPath() {
    return site.data().toString();
  }

  private static boolean run(final String... command) throws Exception {
    try {
      final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (final IOException e) {
      return false;
    }
  }

  private void fillAndClear(final EngineCounts counts) throws IOException {
    awaitRecords(counts);
    final long refusedBefore = counts.refused(Reason.DISK_FULL);
    fill();
    Awaitility.await().until(() -> counts.get(EngineCounter.WRITABLE) == Reason.DISK_FULL.code());
    final long position = counts.get(EngineCounter.POSITION);
    Awaitility.await().until(() -> counts.refused(Reason.DISK_FULL) > refusedBefore + 500);
    assertThat(counts.get(EngineCounter.POSITION)).isEqualTo(position);
    Files.delete(filler);
    Awaitility.await().until(() -> counts.get(EngineCounter.WRITABLE) == 0);
    awaitRecords(counts);
  }

  private static void awaitRecords(final EngineCounts counts) {
    final long enough = counts.get(EngineCounter.POSITION) + 1_000;
    Awaitility.await().until(() -> counts.get(EngineCounter.POSITION) >= enough);
  }

  /** Leaves so little that the engine must not write, but does not go below what it sets aside. */
  private void fill() throws IOException {
    final long usable = Files.getFileStore(site.data()).getUsableSpace();
    final byte[] block = new byte[1 << 20];
    try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
      for (long left = usable - MIN_FREE_BYTES + FILLER_BYTES; left > 0; left -= block.length) {
        file.write(block);
      }
    }
  }

  private void assertJournal(final List<Outcome> outcomes) {
    final JournalModel journal = JournalModel.of(site.journal());
    final List<Outcome> decided =
        outcomes.stream()
            .filter(outcome -> outcome.reason() != Reason.DISK_FULL)
            .collect(Collectors.toList());
    AnswersAgainstJournal.assertSame(decided, journal);
    assertThat(outcomes)
        .filteredOn(outcome -> outcome.reason() == Reason.DISK_FULL)
        .hasSizeGreaterThan(TIMES * 500)
        .allMatch(outcome -> outcome.position() == 0);
    assertThat(StateComparison.run(site.data(), site.root()).difference()).isEmpty();
  }
}
