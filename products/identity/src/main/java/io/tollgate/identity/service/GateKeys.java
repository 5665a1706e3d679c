package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.client.GateCommand;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.identity.Keys;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.KeyRetirementPlanned;
import io.tollgate.identity.domain.LinkKey;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.store.KeyTable;
import io.tollgate.identity.store.TenantTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keys: a number and a public salt, from which engine and service derive the key itself. */
final class GateKeys implements Keys {
  private static final int SYSTEM_KEY = 1;
  private static final Duration MAX_OVERLAP = Duration.ofDays(366);
  private static final AgentId NOBODY = AgentId.of(new byte[AgentId.LENGTH]);

  private final IdentityParts parts;
  private final Refusals refusals;
  private final KeyTable table = new KeyTable();
  private final TenantTable tenants = new TenantTable();

  GateKeys(final IdentityParts parts, final Refusals refusals) {
    this.parts = parts;
    this.refusals = refusals;
  }

  @Override
  public Positioned<Page<LinkKey>> list(
      final Optional<Integer> tenantId, final PageRequest page, final long atLeastPosition) {
    return parts.readModel().read(atLeastPosition, handle -> table.page(handle, tenantId, page));
  }

  @Override
  public Positioned<LinkKey> add(final int tenantId, final Actor actor) {
    parts.require("tenant", tenantId, 0, handle -> tenants.find(handle, tenantId));
    final long position = parts.numbers().alone(() -> addNext(tenantId, actor));
    return parts.written(
        "key of tenant",
        tenantId,
        position,
        handle -> table.sealing(handle, tenantId).map(KeyTable.SaltedKey::key));
  }

  /** Adds a key of the next number; the caller sees to it that nobody else does. */
  long addNext(final int tenantId, final Actor actor) {
    final long highest = parts.readEverything(table::highestId);
    final byte[] salt = new byte[KeyDerivation.SALT_LENGTH];
    parts.random().nextBytes(salt);
    return parts
        .gate()
        .give(new GateCommand.AddKey(Math.toIntExact(highest + 1), tenantId, salt), actor);
  }

  @Override
  public Positioned<LinkKey> rotate(final int tenantId, final Duration overlap, final Actor actor) {
    if (tenantId == 0) {
      throw new InvalidRequestException("tenant_id", "is the gate's own, whose key stays");
    }
    if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
      throw new InvalidRequestException(
          "overlap_seconds", "is not 0 to " + MAX_OVERLAP.toSeconds());
    }
    final LinkKey added = add(tenantId, actor).value();
    final Instant at = parts.clock().instant().plus(overlap).truncatedTo(ChronoUnit.SECONDS);
    long position = added.position();
    for (final LinkKey key : parts.readEverything(handle -> table.living(handle, tenantId))) {
      if (key.keyId() < added.keyId() && key.retiresAt().filter(it -> it.isBefore(at)).isEmpty()) {
        position = plan(new KeyRetirementPlanned(key.keyId(), at), actor);
      }
    }
    return parts.written(
        "key", added.keyId(), position, handle -> table.find(handle, added.keyId()));
  }

  private long plan(final KeyRetirementPlanned event, final Actor actor) {
    return parts
        .gate()
        .append(
            EventId.random(),
            NOBODY.toBytes(),
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            actor);
  }

  @Override
  public Positioned<LinkKey> retire(final int keyId, final boolean isForced, final Actor actor) {
    final LinkKey key = parts.require("key", keyId, 0, handle -> table.find(handle, keyId)).value();
    if (!isForced) {
      guard(key, actor);
    }
    final long position = parts.gate().give(new GateCommand.RetireKey(keyId), actor);
    return parts.written("key", keyId, position, handle -> table.find(handle, keyId));
  }

  /** Refuses what would leave the tenant, or the operator, with nothing to act by. */
  private void guard(final LinkKey key, final Actor actor) {
    final String subject = "retirement of key " + key.keyId();
    if (key.keyId() == SYSTEM_KEY) {
      throw refusals.of(
          Refusal.KEY_IS_THE_GATES_OWN,
          NOBODY,
          subject,
          actor,
          "this key is the gate's own, without which nobody could command it");
    }
    final List<LinkKey> living =
        parts.readEverything(handle -> table.living(handle, key.tenantId())).stream()
            .filter(other -> other.retiresAt().isEmpty())
            .toList();
    if (living.size() == 1 && living.get(0).keyId() == key.keyId()) {
      throw refusals.of(
          Refusal.KEY_IS_LAST,
          NOBODY,
          subject,
          actor,
          "this is the tenant's last key, without which nothing could be delegated; rotate it");
    }
  }
}
