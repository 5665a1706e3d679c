package io.tollgate.identity.flow;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.DelegationSigned;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.IdentityEvent.DelegationMinted;
import io.tollgate.identity.domain.IdentityEvent.TenantCreated;
import io.tollgate.identity.domain.JoinTokenMade;
import io.tollgate.identity.domain.JoinTokenUsed;
import io.tollgate.identity.domain.KeyRetirementPlanned;
import io.tollgate.identity.domain.KeyRotated;
import io.tollgate.identity.domain.Permission;
import io.tollgate.identity.domain.ProfileSet;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.CatalogueTable;
import io.tollgate.identity.store.DelegationTable;
import io.tollgate.identity.store.JoinTokenTable;
import io.tollgate.identity.store.KeyTable;
import io.tollgate.identity.store.TenantTable;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import io.tollgate.sbe.journal.KeyAddedDecoder;
import io.tollgate.sbe.journal.KeyRetiredDecoder;
import io.tollgate.sbe.journal.PermissionDefinedDecoder;
import io.tollgate.support.database.SqlText;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What records about permissions, keys, tenants and links change. */
final class GateChanges {
  private static final Logger LOGGER = LoggerFactory.getLogger(GateChanges.class);

  private final AgentTable agents = new AgentTable();
  private final CatalogueTable catalogue = new CatalogueTable();
  private final KeyTable keys = new KeyTable();
  private final DelegationChanges signedDelegations = new DelegationChanges();
  private final JoinTokenTable joinTokens = new JoinTokenTable();
  private final KeyChanges agentKeys = new KeyChanges();
  private final KeyRetirementFlow keyRetirement = new KeyRetirementFlow();
  private final TenantTable tenants = new TenantTable();
  private final DelegationTable delegations = new DelegationTable();

  Change of(final PermissionDefinedDecoder record, final long position) {
    record.skipActor();
    final Permission permission =
        new Permission(
            record.permission(), record.name(), Trust.ofCode(record.minimumTrust()), position);
    return handle -> catalogue.permission(handle, permission);
  }

  Change of(final KeyAddedDecoder record, final long position, final long timeNs) {
    final long keyId = record.keyId();
    final long tenantId = record.tenantId();
    final byte[] salt = new byte[KeyAddedDecoder.saltLength()];
    record.getSalt(salt, 0, salt.length);
    return handle -> {
      tenants.seen(handle, tenantId, timeNs, position);
      keys.added(handle, keyId, tenantId, salt, timeNs, position);
    };
  }

  Change of(final KeyRetiredDecoder record, final long position, final long timeNs) {
    final long keyId = record.keyId();
    return handle -> keys.retired(handle, keyId, timeNs, position);
  }

  /**
   * Identity's events; anyone's who may append events, so they are believed of the system tenant's
   * agents only.
   */
  Change of(final EventAppendedDecoder record, final long position, final long timeNs) {
    if (record.product() != IdentityEvent.PRODUCT) {
      return Change.NONE;
    }
    final long actorIndex = record.actorIndex();
    final int eventType = record.eventType();
    final String actor = SqlText.of(record.actor());
    final byte[] payload = new byte[record.payloadLength()];
    record.getPayload(payload, 0, payload.length);
    final Optional<IdentityEvent> event = IdentityEvent.read(eventType, payload);
    return handle -> {
      if (event.isEmpty() || !agents.isOfSystem(handle, actorIndex)) {
        LOGGER.warn(
            "passed over the identity event of type {} at position {}", eventType, position);
        return;
      }
      apply(handle, event.get(), actor, timeNs, position);
    };
  }

  private void apply(
      final Handle handle,
      final IdentityEvent event,
      final String actor,
      final long timeNs,
      final long position) {
    if (event instanceof TenantCreated created) {
      final long tenantId = Integer.toUnsignedLong(created.tenantId());
      if (!tenants.created(handle, tenantId, created.name(), timeNs, position)) {
        LOGGER.warn("passed over a second tenant {} at position {}", tenantId, position);
      }
    } else if (event instanceof DelegationMinted minted) {
      delegations.minted(handle, minted, actor, timeNs, position);
    } else if (event instanceof DelegationSigned signed) {
      signedDelegations.apply(handle, signed, actor, timeNs, position);
    } else if (event instanceof KeyRotated rotated) {
      agentKeys.apply(handle, rotated.rotation(), timeNs, position);
    } else if (event instanceof JoinTokenMade made) {
      joinTokens.made(handle, made, actor, timeNs, position);
    } else if (event instanceof JoinTokenUsed used) {
      joinTokens.used(handle, used, timeNs);
    } else if (event instanceof KeyRetirementPlanned planned) {
      keyRetirement.planned(handle, planned, position);
    } else if (event instanceof ProfileSet set) {
      agents.profile(handle, set.agentId(), set.profile());
    }
  }
}
