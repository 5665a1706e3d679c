package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a file system that really is small, where the machine lets the test mount one. */
class JournalFullDiskTest {
  private static final long MIN_FREE = 4 * 1024 * 1024;

  private final JournalFixture fixture = new JournalFixture();
  private boolean isMounted;

  @BeforeEach
  void mountSmallDisk() throws Exception {
    Files.createDirectories(fixture.directory());
    isMounted =
        run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", fixture.directory().toString());
    Assumptions.assumeTrue(isMounted, "may not mount");
  }

  @AfterEach
  void unmount() throws Exception {
    if (isMounted) {
      // Chronicle closes files behind the appender's back.
      BackgroundResourceReleaser.releasePendingResources();
      assertThat(run("umount", "--lazy", fixture.directory().toString())).isTrue();
    }
    fixture.close();
  }

  private static boolean run(final String... command) throws Exception {
    final Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (final IOException e) {
      return false;
    }
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void shouldRefuseBeforeAMappedPageFaults() throws Exception {
    final JournalContext context = fixture.context().minFreeBytes(MIN_FREE);
    try (JournalAppender appender = JournalAppender.open(context)) {
      assertThatThrownBy(() -> appendForEver(appender))
          .extracting("kind")
          .isEqualTo(Kind.DISK_FULL);
      final long lastPosition = appender.lastPosition();
      assertThat(Files.getFileStore(fixture.directory()).getUsableSpace())
          .isBetween(1L, MIN_FREE - 1);
      assertSoundUpTo(lastPosition);
      assertThat(run("mount", "-o", "remount,size=32m", fixture.directory().toString())).isTrue();
      appender.space().check();
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1));
      assertSoundUpTo(lastPosition + 1);
    }
  }

  @Test
  void shouldRefuseBeforeAMappedPageFaultsThoughNobodyLooksAtTheRoomLeft() throws Exception {
    final JournalContext context =
        fixture.context().minFreeBytes(MIN_FREE).usableBytes(() -> Long.MAX_VALUE);
    long lastPosition = 0;
    for (int i = 0; i < 3; i++) {
      try (JournalAppender appender = JournalAppender.open(context)) {
        assertThat(appender.lastPosition()).isGreaterThanOrEqualTo(lastPosition);
        assertThatThrownBy(() -> appendForEver(appender))
            .extracting("kind")
            .isEqualTo(Kind.DISK_FULL);
        lastPosition = appender.lastPosition();
        assertSoundUpTo(lastPosition);
      }
    }
    assertThat(Files.getFileStore(fixture.directory()).getUsableSpace()).isLessThan(1024 * 1024);
    assertThat(run("mount", "-o", "remount,size=32m", fixture.directory().toString())).isTrue();
    try (JournalAppender appender = JournalAppender.open(context)) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1));
      appender.append(
          fixture.nextBatch(appender, JournalFixture.START_NS + JournalFixture.HOUR_NS, 1));
    }
    assertSoundUpTo(lastPosition + 2);
  }

  private void appendForEver(final JournalAppender appender) {
    while (true) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1000));
      // What the journal's own thread does ten times a second; here it must not be too late on a
      // busy machine.
      appender.space().check();
    }
  }

  private void assertSoundUpTo(final long position) {
    final VerifyReport report = JournalVerifier.verify(fixture.directory(), JournalProgress.NONE);
    assertThat(report.problems()).isEmpty();
    assertThat(report.lastPosition()).isEqualTo(position);
    assertThat(report.hasRemains()).isFalse();
  }

  @Test
  void shouldSayThatOpeningFailedOnAFullDisk() throws Exception {
    final Path filler = fixture.directory().resolve("filler");
    Files.write(filler, new byte[14 * 1024 * 1024]);
    assertThatThrownBy(() -> JournalAppender.open(fixture.context().minFreeBytes(MIN_FREE)))
        .extracting("kind")
        .isEqualTo(Kind.DISK_FULL);
    Files.delete(filler);
    JournalAppender.open(fixture.context().minFreeBytes(MIN_FREE)).close();
  }
}
