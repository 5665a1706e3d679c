package io.tollgate.ops.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.health.AuditBackupView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other processes are told of a backup, from what it left on the disk. */
class BackupReportTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path audit;

  @Test
  void shouldSayThatItRunsOnlyWhileItSaysSo() throws IOException {
    status("RUNNING", NOW.minusSeconds(2), "");
    assertThat(report().isRunning()).isTrue();
    assertThat(report().detail()).isEqualTo("RUNNING");

    status("RUNNING", NOW.minusSeconds(100), "");
    assertThat(report().isRunning()).isFalse();
    assertThat(report().detail()).contains("said nothing since 2025-12-31T23:58:20Z");
  }

  @Test
  void shouldSayWhatItDoesButToStrangersNotWhy() throws IOException {
    status("BACKING_OFF", NOW, "the broker does not answer");

    assertThat(report().isRunning()).isFalse();
    assertThat(report().detail()).isEqualTo("BACKING_OFF");
    assertThat(report().lostRecords()).isEqualTo(7);
    assertThat(report().logs())
        .contains(new AuditBackupView.Log("ledger", 0, 12), new AuditBackupView.Log("gate", 0, 0));
  }

  @Test
  void shouldNotRunWhereItNeverDid() {
    assertThat(report().isRunning()).isFalse();
    assertThat(report().logs()).hasSize(4);
  }

  private AuditBackupView report() {
    return BackupReport.of(audit, InstantSource.fixed(NOW));
  }

  private void status(final String state, final Instant time, final String failure)
      throws IOException {
    Files.writeString(
        audit.resolve("backup"),
        "tollgate-audit-backup 1\nstate "
            + state
            + "\ntime "
            + time.getEpochSecond() * 1_000_000_000L
            + "\nlost 7\nfailure "
            + failure
            + "\nlog ledger 12\n");
  }
}
