package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.journal.JournalException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is set aside in front of the appender, and given back behind it. */
class DiskReserveTest {
  private static final long FILE_BLOCK = 512;

  private final JournalFixture fixture = new JournalFixture();

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  @Test
  void shouldGiveBackWhatFilesDidNotNeed() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 2));
      final Path first = rollFiles().get(0);
      awaitHeldBytes(first, DiskReserve.AHEAD, Long.MAX_VALUE);
      appender.append(
          fixture.nextBatch(appender, JournalFixture.START_NS + JournalFixture.HOUR_NS, 2));
      awaitHeldBytes(first, 1, DiskReserve.AHEAD / 4);
      awaitHeldBytes(rollFiles().get(1), DiskReserve.AHEAD, Long.MAX_VALUE);
    }
    awaitHeldBytes(rollFiles().get(1), 1, DiskReserve.AHEAD / 4);
    assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).problems())
        .isEmpty();
  }

  /** Chronicle alone sets the size: between its look at it and its change, nobody else may. */
  @Test
  void shouldNotChangeTheSizeOfAFile() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 2));
      final Path file = rollFiles().get(0);
      final long size = Files.size(file);
      awaitHeldBytes(file, DiskReserve.AHEAD, Long.MAX_VALUE);
      assertThat(Files.size(file)).isEqualTo(size).isLessThan(DiskReserve.AHEAD);
    }
  }

  @Test
  void shouldKeepTheLastFileWhereTheNextCouldNotBeMadeAtFirst() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      for (int i = 0; i < 200; i++) {
        appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 400));
      }
      final long lastPosition = appender.lastPosition();
      final Path inTheWay = nextOf(rollFiles().get(0));
      Files.createDirectory(inTheWay);
      final long nextHourNs = JournalFixture.START_NS + JournalFixture.HOUR_NS;
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> appender.append(fixture.nextBatch(appender, nextHourNs, 1)))
            .extracting("kind")
            .isEqualTo(Kind.UNAVAILABLE);
      }
      Files.delete(inTheWay);
      appender.append(fixture.nextBatch(appender, nextHourNs, 1));
      assertThat(appender.lastPosition()).isEqualTo(lastPosition + 1);
    }
    final VerifyReport report = JournalVerifier.verify(fixture.directory(), JournalProgress.NONE);
    assertThat(report.problems()).isEmpty();
    assertThat(report.lastPosition()).isEqualTo(200 * 400 + 1);
  }

  private List<Path> rollFiles() throws IOException {
    return JournalFiles.rollFiles(fixture.directory());
  }

  /** The roll file of the hour after. */
  private static Path nextOf(final Path file) {
    final String name = file.getFileName().toString();
    final int at = name.indexOf('-') + 1;
    final int hour = Integer.parseInt(name.substring(at, at + 2));
    assertThat(hour).isLessThan(23);
    return file.resolveSibling(
        "%s%02d%s".formatted(name.substring(0, at), hour + 1, name.substring(at + 2)));
  }

  private static void awaitHeldBytes(final Path file, final long atLeast, final long atMost) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(heldBytes(file)).isBetween(atLeast, atMost));
  }

  /** What the file takes on the disk, whatever its size. */
  private static long heldBytes(final Path file) {
    try {
      final Process process = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
      final byte[] output = process.getInputStream().readAllBytes();
      return FILE_BLOCK * Long.parseLong(new String(output, StandardCharsets.US_ASCII).strip());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
