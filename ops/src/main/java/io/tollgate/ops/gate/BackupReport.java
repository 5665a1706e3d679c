package io.tollgate.ops.gate;

import io.tollgate.adminapi.health.AuditBackupView;
import io.tollgate.audit.backup.BackupState;
import io.tollgate.audit.backup.BackupStatus;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SignedPosition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the audit logs' copy is, from the files that it and the logs leave: any process may ask. */
final class BackupReport {
  /** What runs says so every second. */
  private static final Duration LATELY = Duration.ofSeconds(60);

  private BackupReport() {}

  static AuditBackupView of(final Path audit, final InstantSource clock) {
    final BackupStatus status =
        BackupStatus.in(audit)
            .orElseGet(() -> new BackupStatus(BackupState.STOPPED, 0, Map.of(), 0, ""));
    final Instant said = Instant.ofEpochSecond(0, status.timeNs());
    final boolean isLate = said.plus(LATELY).isBefore(clock.instant());
    final boolean isRunning = status.state() == BackupState.RUNNING && !isLate;
    final List<AuditBackupView.Log> logs =
        Arrays.stream(RetentionClass.values())
            .map(
                log ->
                    new AuditBackupView.Log(
                        log.logName(),
                        SignedPosition.records(audit.resolve(log.logName())),
                        status.sent().getOrDefault(log, 0L)))
            .toList();
    return new AuditBackupView(isRunning, detail(status, isLate), status.lostRecords(), logs);
  }

  private static String detail(final BackupStatus status, final boolean isLate) {
    if (isLate) {
      return "said nothing since " + Instant.ofEpochSecond(0, status.timeNs());
    }
    // Whoever asks for readiness need not be known: why is in the log and in the file.
    return status.state().toString();
  }
}
