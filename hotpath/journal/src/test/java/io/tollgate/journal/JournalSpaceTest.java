package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalException.Kind;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalSpaceTest {
  private static final long MIN_FREE = 4 * 1024 * 1024;

  private final JournalFixture fixture = new JournalFixture();
  private final AtomicLong usable = new AtomicLong(MIN_FREE);

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  private JournalContext context() {
    return fixture.context().usableBytes(usable::get).spaceCheckIntervalMs(1);
  }

  @Test
  void shouldRefuseWhileTheDiskIsFullAndGoOnAfterwards() {
    try (JournalAppender appender = JournalAppender.open(context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 2));
      usable.set(MIN_FREE - 1);
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> appender.space().isLow());
      final JournalBatch batch = fixture.nextBatch(appender, JournalFixture.START_NS, 3);
      assertThatThrownBy(() -> appender.append(batch)).extracting("kind").isEqualTo(Kind.DISK_FULL);
      assertThat(appender.lastPosition()).isEqualTo(2);
      usable.set(MIN_FREE);
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> !appender.space().isLow());
      appender.append(batch);
      assertThat(appender.lastPosition()).isEqualTo(5);
    }
  }

  @Test
  void shouldNotBeginAJournalOnAFullDisk() {
    usable.set(0);
    assertThatThrownBy(() -> JournalAppender.open(context()))
        .extracting("kind")
        .isEqualTo(Kind.DISK_FULL);
    assertThat(JournalFiles.isJournal(fixture.directory())).isFalse();
  }

  @Test
  void shouldTakeAFailingCheckForAFullDisk() {
    final JournalSpace space =
        new JournalSpace(
            () -> {
              throw new UncheckedIOException(new java.io.IOException("gone"));
            },
            MIN_FREE);
    assertThat(space.isLow()).isTrue();
    assertThat(space.usableBytes()).isZero();
  }

  @Test
  void shouldRefuseSettingsOutOfRange() {
    assertThatThrownBy(() -> context().minFreeBytes(1024).conclude())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context().blockSizeBytes(1024).conclude())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context().syncIntervalMs(0).conclude())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context().spaceCheckIntervalMs(0).conclude())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
