package io.tollgate.audit.service;

import io.tollgate.audit.AuditCustody;
import io.tollgate.audit.AuditRecords;
import io.tollgate.audit.AuditService;
import io.tollgate.audit.recorder.SubjectKeys;
import io.tollgate.audit.store.SqlAuditSearch;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.command.GateCommands;
import java.nio.file.Path;
import java.time.Duration;

/** The logs of a gate, which another process may own. */
public final class GateAuditService implements AuditService {
  private final AuditRecords records;
  private final AuditCustody custody;

  /**
   * The service.
   *
   * @param gate journals what is ordered, given out and refused.
   * @param directory of the logs.
   * @param secrets of the gate.
   * @param search on the index.
   * @param carriedOutWithin how long an order may take.
   */
  public GateAuditService(
      final GateCommands gate,
      final Path directory,
      final SecretStore secrets,
      final SqlAuditSearch search,
      final Duration carriedOutWithin) {
    final OpenedLogs logs = new OpenedLogs(directory);
    final SubjectKeys subjects = new SubjectKeys(secrets);
    records = new LogAuditRecords(search, logs, subjects);
    custody = new GateAuditCustody(gate, logs, subjects, carriedOutWithin);
  }

  @Override
  public AuditRecords records() {
    return records;
  }

  @Override
  public AuditCustody custody() {
    return custody;
  }
}
