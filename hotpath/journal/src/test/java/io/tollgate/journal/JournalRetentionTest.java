package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalRetentionTest {
  private static final String[] HOURS = {
    "20260921-14F.cq4", "20260921-15F.cq4", "20260921-16F.cq4", "20260921-17F.cq4"
  };

  /** Records in each of the hours. */
  private static final long AN_HOUR = 6;

  private final JournalFixture fixture = new JournalFixture();
  private final AtomicLong slow = new AtomicLong();
  private final AtomicLong fast = new AtomicLong(4 * AN_HOUR);

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  private JournalRetention retention(final JournalAppender appender, final long minAgeNs) {
    final JournalRetention retention =
        new JournalRetention(fixture.directory(), appender, minAgeNs);
    retention.register("slow", slow::get);
    retention.register("fast", fast::get);
    return retention;
  }

  private JournalAppender openWithFourHours() {
    final JournalAppender appender = JournalAppender.open(fixture.context());
    fixture.appendHours(appender, 4, 3);
    // Chronicle closes files behind the appender's back.
    BackgroundResourceReleaser.releasePendingResources();
    return appender;
  }

  @Test
  void shouldRemoveWhatTheSlowestConsumerHasPassed() {
    try (JournalAppender appender = openWithFourHours()) {
      final JournalRetention retention = retention(appender, 0);
      assertThat(retention.run()).isEmpty();
      slow.set(AN_HOUR - 1);
      assertThat(retention.run()).isEmpty();
      slow.set(AN_HOUR);
      assertThat(retention.run()).containsExactly(HOURS[0]);
      slow.set(3 * AN_HOUR + 1);
      assertThat(retention.run()).containsExactly(HOURS[1], HOURS[2]);
      slow.set(4 * AN_HOUR);
      assertThat(retention.run()).isEmpty();
      assertStillWorks(appender, 3 * AN_HOUR + 1);
    }
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertStillWorks(appender, 3 * AN_HOUR + 1);
    }
  }

  private void assertStillWorks(final JournalAppender appender, final long first) {
    appender.append(fixture.nextBatch(appender, appender.lastTimeNs(), 1));
    final VerifyReport report = JournalVerifier.verify(fixture.directory(), JournalProgress.NONE);
    assertThat(report.problems()).isEmpty();
    assertThat(report.firstPosition()).isEqualTo(first);
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThat(reader.position()).isEqualTo(first - 1);
      assertThat(JournalFixture.readAll(reader))
          .startsWith(first)
          .endsWith(appender.lastPosition());
      reader.moveTo(first + 2);
      assertThat(JournalFixture.readAll(reader)).startsWith(first + 2);
      assertThatThrownBy(() -> reader.moveTo(first - 1)).extracting("kind").isEqualTo(Kind.PRUNED);
    }
  }

  @Test
  void shouldRemoveNothingWithoutConsumers() {
    try (JournalAppender appender = openWithFourHours()) {
      assertThat(new JournalRetention(fixture.directory(), appender, 0).run()).isEmpty();
      final JournalRetention retention = retention(appender, 0);
      assertThatThrownBy(() -> retention.register("slow", () -> 0))
          .isInstanceOf(IllegalStateException.class);
      retention.deregister("slow");
      assertThat(retention.run()).containsExactly(HOURS[0], HOURS[1], HOURS[2]);
    }
  }

  @Test
  void shouldKeepWhatIsYoung() {
    slow.set(4 * AN_HOUR);
    try (JournalAppender appender = openWithFourHours()) {
      assertThat(retention(appender, TimeUnit.HOURS.toNanos(2)).run())
          .containsExactly(HOURS[0], HOURS[1]);
    }
  }

  @Test
  void shouldKeepWhatSomebodyHasOpen() {
    slow.set(4 * AN_HOUR);
    try (JournalAppender appender = openWithFourHours()) {
      try (JournalReader reader = JournalReader.open(fixture.directory())) {
        assertThat(reader.poll((position, timeNs, buffer, offset, length) -> {})).isTrue();
        assertThat(retention(appender, 0).run()).isEmpty();
      }
      BackgroundResourceReleaser.releasePendingResources();
      assertThat(retention(appender, 0).run()).containsExactly(HOURS[0], HOURS[1], HOURS[2]);
    }
  }

  @Test
  void shouldGoOnWhereItWasKilledBeforeItRemovedAFile() throws Exception {
    try (JournalAppender appender = openWithFourHours()) {
      new PrunedMark(3, AN_HOUR, JournalFixture.START_NS + 2).write(fixture.directory());
      assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).problems())
          .isEmpty();
      try (JournalReader reader = JournalReader.open(fixture.directory())) {
        assertThat(JournalFixture.readAll(reader))
            .startsWith(AN_HOUR + 1)
            .hasSize((int) (3 * AN_HOUR));
      }
      BackgroundResourceReleaser.releasePendingResources();
      slow.set(AN_HOUR);
      assertThat(retention(appender, 0).run()).containsExactly(HOURS[0]);
      assertStillWorks(appender, AN_HOUR + 1);
    }
  }

  @Test
  void shouldTellLostFilesFromRemovedOnes() {
    slow.set(AN_HOUR);
    try (JournalAppender appender = openWithFourHours()) {
      assertThat(retention(appender, 0).run()).containsExactly(HOURS[0]);
    }
    fixture.delete(HOURS[1]);
    assertThat(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).problems())
        .singleElement()
        .extracting(VerifyReport.Problem::what)
        .isEqualTo("batch 7 after batch 3");
    JournalAppender.open(fixture.context()).close();
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThatThrownBy(() -> JournalFixture.readAll(reader))
          .extracting("kind")
          .isEqualTo(Kind.CORRUPT);
    }
  }
}
