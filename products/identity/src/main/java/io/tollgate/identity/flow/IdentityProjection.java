package io.tollgate.identity.flow;

import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.BudgetSetDecoder;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import io.tollgate.sbe.journal.KeyAddedDecoder;
import io.tollgate.sbe.journal.KeyRetiredDecoder;
import io.tollgate.sbe.journal.LinkRevokedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.PermissionDefinedDecoder;
import io.tollgate.sbe.journal.PriceSetDecoder;
import io.tollgate.sbe.journal.QuotaSetDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.TierSetDecoder;
import io.tollgate.sbe.journal.TrustSetDecoder;
import io.tollgate.support.consumer.Projection;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jdbi.v3.core.Handle;

/**
 * Identity's tables, worked out from commands and from its own events. Of decisions only when they
 * were is kept.
 */
public final class IdentityProjection implements Projection {
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final AgentRegisteredDecoder agentRegistered = new AgentRegisteredDecoder();
  private final TrustSetDecoder trustSet = new TrustSetDecoder();
  private final TierSetDecoder tierSet = new TierSetDecoder();
  private final PermissionDefinedDecoder permissionDefined = new PermissionDefinedDecoder();
  private final KeyAddedDecoder keyAdded = new KeyAddedDecoder();
  private final KeyRetiredDecoder keyRetired = new KeyRetiredDecoder();
  private final QuotaSetDecoder quotaSet = new QuotaSetDecoder();
  private final BudgetSetDecoder budgetSet = new BudgetSetDecoder();
  private final PriceSetDecoder priceSet = new PriceSetDecoder();
  private final LinkRevokedDecoder linkRevoked = new LinkRevokedDecoder();
  private final EventAppendedDecoder eventAppended = new EventAppendedDecoder();
  private final AgentChanges agents = new AgentChanges();
  private final LimitChanges limits = new LimitChanges();
  private final GateChanges gate = new GateChanges();
  private final CheckedDecoder checked = new CheckedDecoder();
  private final ConsumedDecoder consumed = new ConsumedDecoder();
  private final ReservedDecoder reserved = new ReservedDecoder();
  private final DeniedDecoder denied = new DeniedDecoder();
  private final Activity activity = new Activity();
  private final List<Change> staged = new ArrayList<>();

  @Override
  public void load(final Handle handle) {
    staged.clear();
    activity.clear();
  }

  @Override
  public void stage(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    header.wrap(buffer, offset);
    if (isDecision(timeNs, buffer, offset)) {
      return;
    }
    final Change change = change(position, timeNs, buffer, offset);
    if (change != Change.NONE) {
      staged.add(change);
    }
  }

  /** Takes in a decision, which says no more here than that its agent was active. */
  private boolean isDecision(final long timeNs, final DirectBuffer buffer, final int offset) {
    switch (header.templateId()) {
      case CheckedDecoder.TEMPLATE_ID ->
          activity.seen(checked.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      case ConsumedDecoder.TEMPLATE_ID ->
          activity.seen(consumed.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      case ReservedDecoder.TEMPLATE_ID ->
          activity.seen(reserved.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      case DeniedDecoder.TEMPLATE_ID ->
          activity.seen(denied.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      default -> {
        return false;
      }
    }
    return true;
  }

  private Change change(
      final long position, final long timeNs, final DirectBuffer buffer, final int offset) {
    return switch (header.templateId()) {
      case AgentRegisteredDecoder.TEMPLATE_ID ->
          agents.of(agentRegistered.wrapAndApplyHeader(buffer, offset, header), position, timeNs);
      case TrustSetDecoder.TEMPLATE_ID ->
          agents.of(trustSet.wrapAndApplyHeader(buffer, offset, header), position);
      case TierSetDecoder.TEMPLATE_ID ->
          agents.of(tierSet.wrapAndApplyHeader(buffer, offset, header), position);
      case LinkRevokedDecoder.TEMPLATE_ID ->
          agents.of(linkRevoked.wrapAndApplyHeader(buffer, offset, header), position, timeNs);
      case QuotaSetDecoder.TEMPLATE_ID ->
          limits.of(quotaSet.wrapAndApplyHeader(buffer, offset, header), position);
      case BudgetSetDecoder.TEMPLATE_ID ->
          limits.of(budgetSet.wrapAndApplyHeader(buffer, offset, header), position);
      case PriceSetDecoder.TEMPLATE_ID ->
          limits.of(priceSet.wrapAndApplyHeader(buffer, offset, header), position);
      case PermissionDefinedDecoder.TEMPLATE_ID ->
          gate.of(permissionDefined.wrapAndApplyHeader(buffer, offset, header), position);
      case KeyAddedDecoder.TEMPLATE_ID ->
          gate.of(keyAdded.wrapAndApplyHeader(buffer, offset, header), position, timeNs);
      case KeyRetiredDecoder.TEMPLATE_ID ->
          gate.of(keyRetired.wrapAndApplyHeader(buffer, offset, header), position, timeNs);
      case EventAppendedDecoder.TEMPLATE_ID ->
          gate.of(eventAppended.wrapAndApplyHeader(buffer, offset, header), position, timeNs);
      default -> Change.NONE;
    };
  }

  @Override
  public void apply(final Handle handle) {
    for (final Change change : staged) {
      change.apply(handle);
    }
    activity.apply(handle);
  }

  @Override
  public void clear() {
    staged.clear();
    activity.clear();
  }
}
