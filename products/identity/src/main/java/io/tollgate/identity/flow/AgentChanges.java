package io.tollgate.identity.flow;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.store.AgentKeyTable;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.DelegationTable;
import io.tollgate.identity.store.TenantTable;
import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.LinkRevokedDecoder;
import io.tollgate.sbe.journal.TierSetDecoder;
import io.tollgate.sbe.journal.TrustSetDecoder;
import io.tollgate.support.AgentId;
import io.tollgate.support.database.SqlText;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** What records about agents change. */
final class AgentChanges {
  private final AgentTable agents = new AgentTable();
  private final AgentKeyTable keys = new AgentKeyTable();
  private final TenantTable tenants = new TenantTable();
  private final DelegationTable delegations = new DelegationTable();

  Change of(final AgentRegisteredDecoder record, final long position, final long timeNs) {
    final byte[] agentId = new byte[AgentRegisteredDecoder.agentIdLength()];
    record.getAgentId(agentId, 0, agentId.length);
    final byte[] publicKey = new byte[AgentRegisteredDecoder.publicKeyLength()];
    record.getPublicKey(publicKey, 0, publicKey.length);
    final long tenantId = record.tenantId();
    final String actor = SqlText.of(record.actor());
    final String key = HexFormat.of().formatHex(publicKey);
    final Agent agent =
        new Agent(
            AgentId.of(agentId),
            key,
            key,
            0,
            record.agentIndex(),
            (int) tenantId,
            SqlText.of(record.name()),
            Trust.ofCode(record.trust()),
            Tier.ofCode(record.tier()),
            Instant.ofEpochSecond(0, timeNs),
            actor,
            position,
            Profile.NONE,
            Optional.empty());
    return handle -> {
      tenants.seen(handle, tenantId, timeNs, position);
      agents.registered(handle, agent, timeNs);
      keys.begun(handle, agent.agentId(), agent.publicKey(), timeNs);
    };
  }

  Change of(final TrustSetDecoder record, final long position) {
    final long agentIndex = record.agentIndex();
    final int trust = record.trust();
    return handle -> agents.trust(handle, agentIndex, trust, position);
  }

  Change of(final TierSetDecoder record, final long position) {
    final long agentIndex = record.agentIndex();
    final int tier = record.tier();
    return handle -> agents.tier(handle, agentIndex, tier, position);
  }

  Change of(final LinkRevokedDecoder record, final long position, final long timeNs) {
    final long agentIndex = record.agentIndex();
    final long linkId = record.linkId();
    return handle -> {
      delegations.revoked(handle, linkId, timeNs, position);
      agents.version(handle, agentIndex, position);
    };
  }
}
