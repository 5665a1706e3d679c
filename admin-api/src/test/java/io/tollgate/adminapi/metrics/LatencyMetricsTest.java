package io.tollgate.adminapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.health.JournalFollower;
import io.tollgate.latency.LatencySnapshot;
import io.tollgate.latency.Timed;
import io.tollgate.latency.TimedHistograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over files as an engine writes them. */
class LatencyMetricsTest {
  @TempDir private Path directory;

  @Test
  void shouldGiveQuantilesOfTheIntervalAndSumsSinceTheStart() throws IOException {
    final TimedHistograms interval = new TimedHistograms();
    interval.record(Timed.CHECK.index(), 1_000, 99);
    interval.record(Timed.CHECK.index(), 2_000_000, 1);
    interval.record(Timed.WAIT.index(), 50_000, 100);
    final TimedHistograms total = new TimedHistograms();
    total.add(interval);
    total.record(Timed.CHECK.index(), 1_000, 900);
    write(interval, total);

    final String text = text();

    assertThat(text)
        .containsPattern(
            line(
                "tollgate_engine_operation_seconds{operation=\"check\",quantile=\"0.5\"}",
                "1.00[0-9]*E-6"))
        .containsPattern(
            line(
                "tollgate_engine_operation_seconds{operation=\"check\",quantile=\"0.9999\"}",
                "0.002[0-9]*"))
        .containsPattern(
            line("tollgate_engine_operation_seconds_count{operation=\"check\"}", "1000"))
        .containsPattern(
            line("tollgate_engine_operation_seconds_sum{operation=\"check\"}", "0.00(29|30)[0-9]*"))
        .containsPattern(
            line("tollgate_engine_operation_seconds_max{operation=\"check\"}", "0.002[0-9]*"))
        .containsPattern(
            line(
                "tollgate_engine_operation_seconds{operation=\"consume\",quantile=\"0.5\"}", "NaN"))
        .containsPattern(
            line("tollgate_engine_operation_seconds_count{operation=\"consume\"}", "0"))
        .containsPattern(line("tollgate_engine_wait_seconds{quantile=\"0.99\"}", "5.0[0-9]*E-5"))
        .containsPattern(line("tollgate_engine_wait_seconds_count", "100"));
    MetricsText.assertWellFormed(text);
  }

  @Test
  void shouldGiveNothingWhereNoEngineRunsOrTheFileIsAnothers() throws IOException {
    assertThat(text()).doesNotContain("tollgate_engine_operation");
    write(new TimedHistograms(), new TimedHistograms());
    Files.writeString(LatencySnapshot.fileIn(directory), "#[nothing]\n");
    assertThat(text()).doesNotContain("tollgate_engine_operation");
  }

  @Test
  void shouldShowFollowersAndTheRoomOnTheDisk() {
    try (ApiMetrics metrics = new ApiMetrics()) {
      metrics.add(
          new FollowerCollector(
              List.of(
                  new JournalFollower("identity", () -> 42),
                  new JournalFollower(
                      "audit",
                      () -> {
                        throw new IllegalStateException("the database is away");
                      }))));
      metrics.add(new DiskCollector(directory));

      assertThat(metrics.text())
          .contains("tollgate_journal_follower_position{follower=\"identity\"} 42.0\n")
          .doesNotContain("follower=\"audit\"")
          .containsPattern("tollgate_data_usable_bytes [1-9]");
    }
  }

  private void write(final TimedHistograms interval, final TimedHistograms total)
      throws IOException {
    interval.label("", 1_000, 11_000);
    total.label(LatencySnapshot.TOTAL, 0, 11_000);
    final Path file = LatencySnapshot.fileIn(directory);
    Files.createDirectories(file.getParent());
    new LatencySnapshot(interval, total).write(file);
  }

  private String text() {
    try (ApiMetrics metrics = new ApiMetrics()) {
      metrics.add(new LatencyCollector(directory));
      return metrics.text();
    }
  }

  private static String line(final String name, final String value) {
    return "(?m)^" + Pattern.quote(name) + " " + value + "$";
  }
}
