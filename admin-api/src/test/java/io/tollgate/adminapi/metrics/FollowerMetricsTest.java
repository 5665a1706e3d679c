package io.tollgate.adminapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.gate.EngineStatus;
import io.tollgate.adminapi.health.HealthReport;
import io.tollgate.adminapi.health.JournalFollower;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.consumer.ConsumerStatus;
import io.tollgate.support.consumer.StatusFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerMetricsTest {
  private static final ConsumerStatus BEHIND =
      new ConsumerStatus(
          "audit-log",
          ConsumerState.JOURNAL_BEHIND,
          42,
          40,
          3,
          Optional.of("lost"),
          1_500_000_000L);

  @TempDir private Path directory;

  @Test
  void shouldShowHowAFollowerIs() {
    try (ApiMetrics metrics = new ApiMetrics()) {
      metrics.add(
          new FollowerCollector(
              List.of(
                  new JournalFollower(
                      "audit-log",
                      () -> 42,
                      () -> Optional.of(new StatusFile.Said(BEHIND, 7_000_000_000L))))));

      assertThat(metrics.text())
          .contains(
              "tollgate_journal_follower_state{follower=\"audit-log\",state=\"journal_behind\"} 1.0\n",
              "tollgate_journal_follower_state{follower=\"audit-log\",state=\"running\"} 0.0\n",
              "tollgate_journal_follower_failures_total{follower=\"audit-log\"} 3.0\n",
              "tollgate_journal_follower_lag_seconds{follower=\"audit-log\"} 1.5\n",
              "tollgate_journal_follower_status_timestamp_seconds{follower=\"audit-log\"} 7.0\n");
      MetricsText.assertWellFormed(metrics.text());
    }
  }

  @Test
  void shouldCountAGapOnceThatSeveralLogsAdmit() throws IOException {
    Files.createDirectories(directory.resolve("gate"));
    Files.createDirectories(directory.resolve("ledger"));
    Files.writeString(
        directory.resolve("gate").resolve("admitted"),
        "GAP 6 10 4 2000000000\nGAP 20 21 9 3000000000\n");
    Files.writeString(
        directory.resolve("ledger").resolve("admitted"),
        "GAP 4 10 3 2000000000\nLOST_TAIL 30 30 5 1000000000\nGAP 9");
    try (ApiMetrics metrics = new ApiMetrics()) {
      metrics.add(new AuditGapCollector(directory));

      assertThat(metrics.text())
          .contains(
              "tollgate_audit_gaps{kind=\"gap\"} 2.0\n",
              "tollgate_audit_gap_records{kind=\"gap\"} 9.0\n",
              "tollgate_audit_last_gap_timestamp_seconds{kind=\"gap\"} 3.0\n",
              "tollgate_audit_gaps{kind=\"lost_tail\"} 1.0\n");
    }
  }

  @Test
  void shouldNotBeReadyWhileAFollowerNeedsSomebody() {
    final HealthReport.Follower follower =
        new HealthReport.Follower("audit-log", 42, Optional.of(BEHIND));
    final EngineStatus engine =
        new EngineStatus(42, Instant.EPOCH, Instant.EPOCH, 0, 0, 0, 0, Reason.OK);
    final HealthReport.Follower silent =
        new HealthReport.Follower("audit-log", 42, Optional.empty());
    assertThat(new HealthReport(Optional.of(engine), true, List.of(silent), 100).ready()).isTrue();
    final HealthReport report = new HealthReport(Optional.of(engine), true, List.of(follower), 100);
    assertThat(report.ready()).isFalse();
    assertThat(report.checks().get(2).detail()).contains("JOURNAL_BEHIND").doesNotContain("lost");
  }
}
