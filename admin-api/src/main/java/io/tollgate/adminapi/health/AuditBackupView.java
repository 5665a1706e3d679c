package io.tollgate.adminapi.health;

import java.util.List;

/**
 * How the remote copy of the audit logs is. Nothing that the gate serves depends on it.
 *
 * @param isRunning whether it sends, and said so lately.
 * @param detail what it does, in words; strangers may read it.
 * @param lostRecords that can no longer be copied, since it was started.
 * @param logs how far each log is copied.
 */
public record AuditBackupView(boolean isRunning, String detail, long lostRecords, List<Log> logs) {

  /** Keeps a copy. */
  public AuditBackupView {
    logs = List.copyOf(logs);
  }

  /**
   * A log.
   *
   * @param name e.g. ledger.
   * @param signed records that it has.
   * @param copied records of it that the copy has.
   */
  public record Log(String name, long signed, long copied) {}

  /** Records that are signed here and not copied yet. */
  public long behind() {
    return logs.stream().mapToLong(log -> Math.max(0, log.signed() - log.copied())).sum();
  }

  /** What a reader of the health page is told; it never makes the gate unready. */
  HealthReport.Check information() {
    return new HealthReport.Check(
        "audit-backup", true, detail + ", " + behind() + " records behind; the gate does not wait");
  }
}
