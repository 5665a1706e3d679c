package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalException.Kind;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalStatsTest {
  private final JournalFixture fixture = new JournalFixture();

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  @Test
  void shouldCountByTypeDayAndFile() {
    final JournalBatch batch = new JournalBatch(1024);
    final TestRecords records = new TestRecords();
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      // 13 hours from 14:13 on reach into the next day.
      fixture.appendHours(appender, 13, 3);
      batch.begin(
          appender.lastBatchSequence() + 1, appender.lastPosition() + 1, appender.lastTimeNs());
      records.addEvent(batch, new byte[100]);
      appender.append(batch);
    }
    final JournalStats stats =
        JournalStatsCollector.collect(fixture.directory(), JournalProgress.NONE);
    assertThat(stats.problems()).isZero();
    assertThat(stats.batches()).isEqualTo(40);
    assertThat(stats.records()).isEqualTo(79);
    assertThat(stats.types())
        .extracting(JournalStats.OfType::templateId)
        .containsExactly(CheckedDecoder.TEMPLATE_ID, EventAppendedDecoder.TEMPLATE_ID);
    assertThat(stats.types()).extracting(JournalStats.OfType::records).containsExactly(78L, 1L);
    assertThat(stats.types().get(0).bytes()).isEqualTo(78L * TestRecords.CHECKED_LENGTH);
    assertThat(stats.days()).extracting(JournalStats.OfDay::records).containsExactly(60L, 19L);
    assertThat(stats.files()).hasSize(13);
    assertThat(stats.files().get(1))
        .extracting(JournalStats.OfFile::firstPosition, JournalStats.OfFile::lastPosition)
        .containsExactly(7L, 12L);
    assertThat(stats.bytes())
        .isEqualTo(JournalVerifier.verify(fixture.directory(), JournalProgress.NONE).bytes());
  }

  @Test
  void shouldSayThatThereIsNoJournal() {
    assertThatThrownBy(
            () -> JournalStatsCollector.collect(fixture.directory(), JournalProgress.NONE))
        .extracting("kind")
        .isEqualTo(Kind.MISSING);
    assertThatThrownBy(() -> JournalVerifier.verify(fixture.directory(), JournalProgress.NONE))
        .extracting("kind")
        .isEqualTo(Kind.MISSING);
  }
}
