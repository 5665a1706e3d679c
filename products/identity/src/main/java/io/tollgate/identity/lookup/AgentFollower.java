package io.tollgate.identity.lookup;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.KeyRotated;
import io.tollgate.identity.domain.ProfileSet;
import io.tollgate.lookup.Epoch;
import io.tollgate.lookup.Standing;
import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.BudgetSetDecoder;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import io.tollgate.sbe.journal.LinkRevokedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.QuotaSetDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.TierSetDecoder;
import io.tollgate.sbe.journal.TrustSetDecoder;
import io.tollgate.support.AgentId;
import io.tollgate.support.consumer.JournalWatcher;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Tells caches and news which agents changed, as the journal has it. It needs no database, so it
 * goes on while there is none. Called by its feed's thread only.
 */
final class AgentFollower implements JournalWatcher {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final int MAX_ACTIVE = 1 << 20;
  private static final long NONE = Long.MIN_VALUE;

  private final List<FollowedCache<?>> caches;
  private final NewsRing news;
  private final LongSupplier nanoTime;
  private final SecureRandom random;
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final AgentRegisteredDecoder registered = new AgentRegisteredDecoder();
  private final TrustSetDecoder trustSet = new TrustSetDecoder();
  private final TierSetDecoder tierSet = new TierSetDecoder();
  private final QuotaSetDecoder quotaSet = new QuotaSetDecoder();
  private final BudgetSetDecoder budgetSet = new BudgetSetDecoder();
  private final LinkRevokedDecoder linkRevoked = new LinkRevokedDecoder();
  private final EventAppendedDecoder event = new EventAppendedDecoder();
  private final CheckedDecoder checked = new CheckedDecoder();
  private final ConsumedDecoder consumed = new ConsumedDecoder();
  private final ReservedDecoder reserved = new ReservedDecoder();
  private final DeniedDecoder denied = new DeniedDecoder();
  private final Long2LongHashMap activeMinutes = new Long2LongHashMap(NONE);
  private Epoch epoch;

  AgentFollower(
      final List<FollowedCache<?>> caches,
      final NewsRing news,
      final LongSupplier nanoTime,
      final SecureRandom random) {
    this.caches = List.copyOf(caches);
    this.news = news;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  @Override
  public void onBegin(final long position) {
    // Random, so that what another process said is never taken for what this one says.
    epoch = new Epoch(random.nextLong() >>> 1, position, nanoTime.getAsLong());
    epoch.lost();
    activeMinutes.clear();
    caches.forEach(cache -> cache.begin(epoch));
    news.begin(epoch.number(), position);
  }

  @Override
  public void onFollowed(final long position, final boolean isNewest) {
    if (isNewest) {
      epoch.followed(position, nanoTime.getAsLong());
    } else {
      epoch.behind(position);
    }
    news.followed(position, isNewest);
  }

  @Override
  public void onLost() {
    if (epoch != null) {
      epoch.lost();
    }
    news.lost();
  }

  @Override
  public void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    header.wrap(buffer, offset);
    switch (header.templateId()) {
      case CheckedDecoder.TEMPLATE_ID ->
          active(checked.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      case ConsumedDecoder.TEMPLATE_ID ->
          active(consumed.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      case ReservedDecoder.TEMPLATE_ID ->
          active(reserved.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      case DeniedDecoder.TEMPLATE_ID ->
          active(denied.wrapAndApplyHeader(buffer, offset, header).agentIndex(), timeNs);
      case AgentRegisteredDecoder.TEMPLATE_ID ->
          onRegistered(registered.wrapAndApplyHeader(buffer, offset, header), position);
      case TrustSetDecoder.TEMPLATE_ID ->
          onTrust(trustSet.wrapAndApplyHeader(buffer, offset, header), position);
      case TierSetDecoder.TEMPLATE_ID ->
          changed(tierSet.wrapAndApplyHeader(buffer, offset, header).agentIndex(), position);
      case QuotaSetDecoder.TEMPLATE_ID ->
          changed(quotaSet.wrapAndApplyHeader(buffer, offset, header).agentIndex(), position);
      case BudgetSetDecoder.TEMPLATE_ID ->
          changed(budgetSet.wrapAndApplyHeader(buffer, offset, header).agentIndex(), position);
      case LinkRevokedDecoder.TEMPLATE_ID ->
          changed(linkRevoked.wrapAndApplyHeader(buffer, offset, header).agentIndex(), position);
      case EventAppendedDecoder.TEMPLATE_ID ->
          onEvent(event.wrapAndApplyHeader(buffer, offset, header), position);
      default -> {
        // Nothing about an agent.
      }
    }
  }

  /** Once a minute for each agent: values are amended, not forgotten. */
  private void active(final long agentIndex, final long timeNs) {
    final long minuteNs = timeNs - timeNs % MINUTE_NS;
    if (activeMinutes.get(agentIndex) == minuteNs) {
      return;
    }
    if (activeMinutes.size() >= MAX_ACTIVE) {
      activeMinutes.clear();
    }
    activeMinutes.put(agentIndex, minuteNs);
    final Instant minute = Instant.ofEpochSecond(0, minuteNs);
    caches.forEach(cache -> cache.active(agentIndex, minute));
  }

  private void onRegistered(final AgentRegisteredDecoder record, final long position) {
    final byte[] id = new byte[AgentId.LENGTH];
    record.getAgentId(id, 0, id.length);
    final AgentId agentId = AgentId.of(id);
    epoch.changedKey(agentId, position);
    tell(
        new AgentNotice(
            position,
            OptionalLong.of(record.agentIndex()),
            Optional.of(agentId),
            Optional.empty()));
  }

  private void onTrust(final TrustSetDecoder record, final long position) {
    final Standing standing = standing(Trust.ofCode(record.trust()));
    epoch.changedIndex(record.agentIndex(), position);
    caches.forEach(cache -> cache.tell(record.agentIndex(), standing));
    tell(
        new AgentNotice(
            position,
            OptionalLong.of(record.agentIndex()),
            Optional.empty(),
            Optional.of(standing)));
  }

  static Standing standing(final Trust trust) {
    return switch (trust) {
      case SUSPENDED -> Standing.SUSPENDED;
      case REVOKED -> Standing.REVOKED;
      default -> Standing.GOOD;
    };
  }

  private void changed(final long agentIndex, final long position) {
    epoch.changedIndex(agentIndex, position);
    tell(
        new AgentNotice(position, OptionalLong.of(agentIndex), Optional.empty(), Optional.empty()));
  }

  /** Whoever appended it: an event that identity does not believe costs a read and no more. */
  private void onEvent(final EventAppendedDecoder record, final long position) {
    if (record.product() != IdentityEvent.PRODUCT) {
      return;
    }
    final int type = record.eventType();
    record.skipActor();
    final byte[] payload = new byte[record.payloadLength()];
    record.getPayload(payload, 0, payload.length);
    final Optional<IdentityEvent> read = IdentityEvent.read(type, payload);
    if (read.isEmpty()) {
      return;
    }
    if (read.get() instanceof KeyRotated rotated) {
      changed(rotated.rotation().agentId(), position);
    } else if (read.get() instanceof ProfileSet set) {
      changed(set.agentId(), position);
    }
  }

  private void changed(final AgentId agentId, final long position) {
    epoch.changedKey(agentId, position);
    tell(new AgentNotice(position, OptionalLong.empty(), Optional.of(agentId), Optional.empty()));
  }

  private void tell(final AgentNotice notice) {
    caches.forEach(FollowedCache::changed);
    news.add(notice);
  }
}
