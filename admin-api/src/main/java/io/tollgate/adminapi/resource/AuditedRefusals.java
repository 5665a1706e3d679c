package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.http.RefusalJournal;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.audit.AuditCustody;
import io.tollgate.audit.event.AuditRefusal;

/** Refusals of what is done to the audit logs, which become audit records. */
public final class AuditedRefusals implements RefusalJournal {
  private final AuditCustody custody;

  /** By whoever journals them. */
  public AuditedRefusals(final AuditCustody custody) {
    this.custody = custody;
  }

  @Override
  public long refused(final String operationId, final Problem problem, final Caller caller) {
    final boolean isRole = problem.reason().equals(ApiReason.ROLE_MISSING.name());
    return custody.refused(
        isRole ? AuditRefusal.ROLE_MISSING : AuditRefusal.REQUEST_INVALID,
        operationId,
        caller.actor());
  }
}
