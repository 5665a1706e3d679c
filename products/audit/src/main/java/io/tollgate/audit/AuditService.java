package io.tollgate.audit;

/** The signed audit logs as whoever serves an API needs them. */
public interface AuditService {
  /** Reading. */
  AuditRecords records();

  /** What is done to the logs, and what is given out of them. */
  AuditCustody custody();
}
