package io.tollgate.audit.flow;

import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.CommandRefusedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.PermissionDefinedDecoder;
import io.tollgate.sbe.journal.PriceSetDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import io.tollgate.sbe.journal.UnattributedDecoder;
import io.tollgate.support.consumer.Projection;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.jdbi.v3.core.Handle;

/** The decision log: every decision a row, and the names of what the records give numbers for. */
public final class DecisionProjection implements Projection {
  private static final long MARK_INTERVAL_NS = 1_000_000_000L;

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final CheckedDecoder checked = new CheckedDecoder();
  private final ConsumedDecoder consumed = new ConsumedDecoder();
  private final ReservedDecoder reserved = new ReservedDecoder();
  private final SettledDecoder settled = new SettledDecoder();
  private final DeniedDecoder denied = new DeniedDecoder();
  private final UnattributedDecoder unattributed = new UnattributedDecoder();
  private final CommandRefusedDecoder commandRefused = new CommandRefusedDecoder();
  private final AgentRegisteredDecoder agentRegistered = new AgentRegisteredDecoder();
  private final PermissionDefinedDecoder permissionDefined = new PermissionDefinedDecoder();
  private final PriceSetDecoder priceSet = new PriceSetDecoder();
  private final Long2LongHashMap currencies = DecisionRows.noCurrencies();
  private final DecisionRows rows = new DecisionRows(currencies);
  private final NameRows names = new NameRows();
  private final DecisionPartitions partitions;
  private long firstPosition;
  private long lastPosition;
  private long lastTimeNs;
  private long markedNs;

  /** A projection that keeps so much. */
  public DecisionProjection(final Retention retention) {
    partitions = new DecisionPartitions(retention);
  }

  @Override
  public void load(final Handle handle) {
    currencies.clear();
    names.loadCurrencies(handle, currencies);
    partitions.load(handle);
    markedNs =
        handle
            .createQuery("SELECT coalesce(max(time_ns), 0) FROM audit.time_mark")
            .mapTo(Long.class)
            .one();
  }

  @Override
  public void stage(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    if (firstPosition == 0) {
      firstPosition = position;
    }
    lastPosition = position;
    lastTimeNs = timeNs;
    header.wrap(buffer, offset);
    switch (header.templateId()) {
      case CheckedDecoder.TEMPLATE_ID ->
          rows.add(position, timeNs, checked.wrapAndApplyHeader(buffer, offset, header));
      case ConsumedDecoder.TEMPLATE_ID ->
          rows.add(position, timeNs, consumed.wrapAndApplyHeader(buffer, offset, header));
      case ReservedDecoder.TEMPLATE_ID ->
          rows.add(position, timeNs, reserved.wrapAndApplyHeader(buffer, offset, header));
      case SettledDecoder.TEMPLATE_ID ->
          rows.add(position, timeNs, settled.wrapAndApplyHeader(buffer, offset, header));
      case DeniedDecoder.TEMPLATE_ID ->
          rows.add(position, timeNs, denied.wrapAndApplyHeader(buffer, offset, header));
      case UnattributedDecoder.TEMPLATE_ID ->
          rows.add(position, timeNs, unattributed.wrapAndApplyHeader(buffer, offset, header));
      case CommandRefusedDecoder.TEMPLATE_ID ->
          rows.add(position, timeNs, commandRefused.wrapAndApplyHeader(buffer, offset, header));
      default -> stageName(buffer, offset);
    }
  }

  private void stageName(final DirectBuffer buffer, final int offset) {
    switch (header.templateId()) {
      case AgentRegisteredDecoder.TEMPLATE_ID ->
          names.add(agentRegistered.wrapAndApplyHeader(buffer, offset, header));
      case PermissionDefinedDecoder.TEMPLATE_ID ->
          names.add(permissionDefined.wrapAndApplyHeader(buffer, offset, header));
      case PriceSetDecoder.TEMPLATE_ID -> {
        priceSet.wrapAndApplyHeader(buffer, offset, header);
        currencies.put(priceSet.priceId(), priceSet.currency());
        names.add(priceSet);
      }
      default -> {
        // Other products' business.
      }
    }
  }

  @Override
  public void apply(final Handle handle) {
    partitions.cover(handle, firstPosition, lastPosition, lastTimeNs);
    names.apply(handle);
    rows.copyInto(handle);
    markTime(handle);
  }

  private void markTime(final Handle handle) {
    if (lastTimeNs - markedNs >= MARK_INTERVAL_NS) {
      handle.execute(
          "INSERT INTO audit.time_mark (position, time_ns) VALUES (?, ?)",
          lastPosition,
          lastTimeNs);
      markedNs = lastTimeNs;
    }
  }

  @Override
  public void clear() {
    rows.clear();
    names.clear();
    firstPosition = 0;
  }
}
