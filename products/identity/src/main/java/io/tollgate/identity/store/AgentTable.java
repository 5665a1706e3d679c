package io.tollgate.identity.store;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentFilter;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.Profile;
import io.tollgate.support.AgentId;
import io.tollgate.support.NumberCursor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.database.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.collections.Long2LongHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Agents. */
public final class AgentTable {
  private static final String COLUMNS =
      "SELECT agent_index, agent_id, public_key, current_key, key_sequence, tenant_id, name, trust, tier, created_ns, created_by, version,"
          + " owner, metadata_keys, metadata_values, last_active_ns"
          + " FROM identity.agent";
  private static final long BEFORE_ALL = -1;

  /** Takes down a registered agent. */
  public void registered(final Handle handle, final Agent agent, final long timeNs) {
    handle
        .createUpdate(
            "INSERT INTO identity.agent (agent_index, agent_id, public_key, current_key, tenant_id, name, trust, tier,"
                + " created_ns, created_by, version) VALUES (:index, :id, :key, :key, :tenant, :name, :trust, :tier,"
                + " :timeNs, :createdBy, :version) ON CONFLICT DO NOTHING")
        .bind("index", agent.agentIndex())
        .bind("id", agent.agentId().toBytes())
        .bind("key", HexFormat.of().parseHex(agent.publicKey()))
        .bind("tenant", Integer.toUnsignedLong(agent.tenantId()))
        .bind("name", agent.name())
        .bind("trust", agent.trust().code())
        .bind("tier", agent.tier().code())
        .bind("timeNs", timeNs)
        .bind("createdBy", agent.createdBy())
        .bind("version", agent.version())
        .execute();
  }

  /** Takes down an agent's trust. */
  public void trust(
      final Handle handle, final long agentIndex, final int trust, final long position) {
    handle.execute(
        "UPDATE identity.agent SET trust = ?, version = ? WHERE agent_index = ?",
        trust,
        position,
        agentIndex);
  }

  /** Takes down an agent's tier. */
  public void tier(
      final Handle handle, final long agentIndex, final int tier, final long position) {
    handle.execute(
        "UPDATE identity.agent SET tier = ?, version = ? WHERE agent_index = ?",
        tier,
        position,
        agentIndex);
  }

  /** Takes down that a command changed something of an agent. */
  public void version(final Handle handle, final long agentIndex, final long position) {
    handle.execute(
        "UPDATE identity.agent SET version = ? WHERE agent_index = ?", position, agentIndex);
  }

  /** Takes down what people say about an agent. */
  public void profile(final Handle handle, final AgentId agentId, final Profile profile) {
    handle
        .createUpdate(
            "UPDATE identity.agent SET owner = :owner, metadata_keys = :keys, metadata_values = :values"
                + " WHERE agent_id = :id")
        .bind("owner", SqlText.of(profile.owner().map(Owner::text).orElse("")))
        .bindArray("keys", String.class, List.copyOf(profile.metadata().keySet()))
        .bindArray("values", String.class, List.copyOf(profile.metadata().values()))
        .bind("id", agentId.toBytes())
        .execute();
  }

  /** Takes down when agents were active, as far as that is news. */
  public void active(final Handle handle, final Long2LongHashMap timesNs) {
    final PreparedBatch batch =
        handle.prepareBatch(
            "UPDATE identity.agent SET last_active_ns = :timeNs WHERE agent_index = :index"
                + " AND (last_active_ns IS NULL OR last_active_ns < :timeNs)");
    timesNs.forEachLong(
        (agentIndex, timeNs) -> batch.bind("index", agentIndex).bind("timeNs", timeNs).add());
    batch.execute();
  }

  /** Whether an agent belongs to the system tenant, and so speaks for the gate itself. */
  public boolean isOfSystem(final Handle handle, final long agentIndex) {
    return handle
        .createQuery("SELECT tenant_id = 0 FROM identity.agent WHERE agent_index = :index")
        .bind("index", agentIndex)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /** One agent. */
  public Optional<Agent> find(final Handle handle, final AgentId agentId) {
    return handle
        .createQuery(COLUMNS + " WHERE agent_id = :id")
        .bind("id", agentId.toBytes())
        .map(AgentTable::agent)
        .findOne();
  }

  /** Agents in the order in which they were registered. */
  public Page<Agent> page(
      final Handle handle, final AgentFilter filter, final PageRequest request) {
    final StringBuilder sql = new StringBuilder(COLUMNS).append(" WHERE agent_index > :after");
    filter.tenantId().ifPresent(tenant -> sql.append(" AND tenant_id = :tenant"));
    filter.trust().ifPresent(trust -> sql.append(" AND trust = :trust"));
    filter.name().ifPresent(name -> sql.append(" AND name = :name"));
    final Query query = handle.createQuery(sql.append(" ORDER BY agent_index LIMIT :limit"));
    filter.tenantId().ifPresent(tenant -> query.bind("tenant", tenant));
    filter.trust().ifPresent(trust -> query.bind("trust", trust.code()));
    filter.name().ifPresent(name -> query.bind("name", name));
    return NumberCursor.page(
        query
            .bind("after", NumberCursor.of(request, BEFORE_ALL))
            .bind("limit", request.limit() + 1)
            .map(AgentTable::agent)
            .list(),
        request,
        Agent::agentIndex);
  }

  private static Agent agent(final ResultSet row, final StatementContext context)
      throws SQLException {
    return new Agent(
        AgentId.of(row.getBytes("agent_id")),
        HexFormat.of().formatHex(row.getBytes("public_key")),
        HexFormat.of().formatHex(row.getBytes("current_key")),
        row.getInt("key_sequence"),
        row.getLong("agent_index"),
        (int) row.getLong("tenant_id"),
        row.getString("name"),
        Trust.ofCode(row.getInt("trust")),
        Tier.ofCode(row.getInt("tier")),
        Times.ofNs(row.getLong("created_ns")),
        row.getString("created_by"),
        row.getLong("version"),
        profile(row),
        Times.optional(row, "last_active_ns"));
  }

  private static Profile profile(final ResultSet row) throws SQLException {
    final String owner = row.getString("owner");
    final String[] keys = (String[]) row.getArray("metadata_keys").getArray();
    final String[] values = (String[]) row.getArray("metadata_values").getArray();
    final Map<String, String> metadata = new TreeMap<>();
    for (int i = 0; i < keys.length; i++) {
      metadata.put(keys[i], values[i]);
    }
    return new Profile(
        owner.isEmpty() ? Optional.empty() : Optional.of(Owner.ofText(owner)), metadata);
  }
}
