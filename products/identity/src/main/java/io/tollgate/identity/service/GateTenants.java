package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.Tenants;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.IdentityEvent.TenantCreated;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Tenant;
import io.tollgate.identity.store.KeyTable;
import io.tollgate.identity.store.TenantTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.ConflictException;
import java.util.Optional;

/** Tenants, created by an event of identity's own and a key. */
final class GateTenants implements Tenants {
  private static final long NO_VERSION = -1;

  private final IdentityParts parts;
  private final GateKeys keys;
  private final TenantTable table = new TenantTable();
  private final KeyTable keyTable = new KeyTable();

  GateTenants(final IdentityParts parts, final GateKeys keys) {
    this.parts = parts;
    this.keys = keys;
  }

  /**
   * Where an earlier attempt made the tenant and died before it had a key, this one goes on with
   * it.
   */
  @Override
  public Positioned<Tenant> create(final NewTenant tenant, final Actor actor) {
    return parts
        .numbers()
        .alone(
            () -> {
              final Optional<Tenant> existing =
                  parts.readEverything(handle -> table.named(handle, tenant.name()));
              existing.ifPresent(this::requireUnfinished);
              final int tenantId =
                  existing.map(Tenant::tenantId).orElseGet(() -> append(tenant, actor));
              final long position = keys.addNext(tenantId, actor);
              return parts.written(
                  "tenant", tenantId, position, handle -> table.find(handle, tenantId));
            });
  }

  private void requireUnfinished(final Tenant existing) {
    final Optional<KeyTable.SaltedKey> key =
        parts.readModel().read(0, handle -> keyTable.sealing(handle, existing.tenantId())).value();
    if (key.isPresent() || existing.tenantId() == 0) {
      throw new ConflictException(
          Reason.ALREADY_EXISTS,
          NO_VERSION,
          "there is a tenant of this name, number " + existing.tenantId());
    }
  }

  private int append(final NewTenant tenant, final Actor actor) {
    final long highest = parts.readModel().read(0, table::highestId).value();
    final TenantCreated event = new TenantCreated(Math.toIntExact(highest + 1), tenant.name());
    parts
        .gate()
        .append(
            EventId.random(),
            new byte[AgentId.LENGTH],
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            actor);
    return event.tenantId();
  }

  @Override
  public Positioned<Page<Tenant>> list(final PageRequest page, final long atLeastPosition) {
    return parts.readModel().read(atLeastPosition, handle -> table.page(handle, page));
  }

  @Override
  public Positioned<Tenant> get(final int tenantId, final long atLeastPosition) {
    return parts.require(
        "tenant", tenantId, atLeastPosition, handle -> table.find(handle, tenantId));
  }
}
