package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.refusal.RefusalJournal;
import io.tollgate.adminapi.refusal.RefusalSum;
import io.tollgate.adminapi.refusal.RefusedCall;
import io.tollgate.audit.AuditCustody;
import io.tollgate.audit.event.AuditRefusal;
import io.tollgate.audit.event.CallRefused;
import io.tollgate.audit.event.CallsRefused;
import io.tollgate.audit.event.CallsRefused.Count;
import io.tollgate.support.Actor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Refusals, which become audit records. */
public final class AuditedRefusals implements RefusalJournal {
  private static final long NANOS = 1_000_000_000L;

  private final AuditCustody custody;

  /** By whoever journals them. */
  public AuditedRefusals(final AuditCustody custody) {
    this.custody = custody;
  }

  @Override
  public long refusedCustody(final String operationId, final Problem problem, final Caller caller) {
    final boolean isRole = problem.reason().equals(ApiReason.ROLE_MISSING.name());
    return custody.refused(
        isRole ? AuditRefusal.ROLE_MISSING : AuditRefusal.REQUEST_INVALID,
        operationId,
        caller.actor());
  }

  @Override
  public long refused(final RefusedCall call, final Caller caller) {
    return custody.refused(
        new CallRefused(call.operation(), call.reason()), call.agent(), caller.actor());
  }

  @Override
  public void refused(final RefusalSum sum) {
    final List<Count> counts =
        sum.counts().entrySet().stream()
            .map(
                it ->
                    new Count(
                        it.getKey().operation(),
                        it.getKey().reason(),
                        Math.min(it.getValue(), Count.MAX)))
            .sorted(Comparator.comparing(Count::operation).thenComparing(Count::reason))
            .toList();
    custody.refused(
        new CallsRefused(nanos(sum.from()), nanos(sum.to()), counts), new Actor(sum.subject()));
  }

  private static long nanos(final Instant time) {
    return time.getEpochSecond() * NANOS + time.getNano();
  }
}
