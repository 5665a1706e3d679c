package io.tollgate.identity.service;

import io.tollgate.client.GateCommand;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.identity.Keys;
import io.tollgate.identity.domain.LinkKey;
import io.tollgate.identity.store.KeyTable;
import io.tollgate.identity.store.TenantTable;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.InvalidRequestException;
import java.util.Optional;

/** Keys: a number and a public salt, from which engine and service derive the key itself. */
final class GateKeys implements Keys {
  private static final int SYSTEM_KEY = 1;

  private final IdentityParts parts;
  private final KeyTable table = new KeyTable();
  private final TenantTable tenants = new TenantTable();

  GateKeys(final IdentityParts parts) {
    this.parts = parts;
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
  public Positioned<LinkKey> retire(final int keyId, final Actor actor) {
    if (keyId == SYSTEM_KEY) {
      throw new InvalidRequestException(
          "kid", "is the gate's own, without which nobody could command it");
    }
    parts.require("key", keyId, 0, handle -> table.find(handle, keyId));
    final long position = parts.gate().give(new GateCommand.RetireKey(keyId), actor);
    return parts.written("key", keyId, position, handle -> table.find(handle, keyId));
  }
}
