package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentTimesTest {
  @TempDir private Path root;

  @Test
  void shouldCoverTheTimesOfAClockThatSteppedBack() {
    final SegmentTimes times = new SegmentTimes();
    times.add(100);
    times.add(40);
    times.add(70);
    assertThat(times.firstNs()).isEqualTo(40);
    assertThat(times.lastNs()).isEqualTo(100);
  }

  @Test
  void shouldTellAReaderThatRecordsWerePrunedWhileItRead() throws IOException {
    final LogFixture fixture = new LogFixture(root).append(60);
    final LogReader reader = LogReader.open(fixture.directory);
    final Instant later = fixture.now().plus(Duration.ofDays(2));
    assertThat(new Pruning(fixture.log, Period.ofDays(1), new LegalHolds(fixture.log)).run(later))
        .isPositive();

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> reader.record(3))
        .hasMessageContaining("pruned");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> reader.export(0, 10, java.io.OutputStream.nullOutputStream()))
        .hasMessageContaining("pruned");
    assertThat(reader.record(58).sequence()).isEqualTo(58);
    assertThat(fixture.verify().isIntact()).isTrue();
  }
}
