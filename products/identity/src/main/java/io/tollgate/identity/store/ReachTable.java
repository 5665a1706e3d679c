package io.tollgate.identity.store;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.identity.domain.ReachLink;
import io.tollgate.identity.domain.Reachable;
import io.tollgate.support.AgentId;
import io.tollgate.support.Currencies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Links above and below an agent's, read across the tables of links, agents, keys and budgets. */
public final class ReachTable {
  private static final String DEAD =
      "(%1$s.expires_at_s <= :now"
          + " OR EXISTS (SELECT 1 FROM identity.revoked_link r WHERE r.link_id = %1$s.link_id)"
          + " OR EXISTS (SELECT 1 FROM identity.link_key k WHERE k.key_id = %1$s.key_id AND k.retired_ns IS NOT NULL))";
  private static final String FACTS =
      "SELECT x.top, x.level, x.path, d.*, a.name, a.trust, b.limit_nano, b.currency, b.period, "
          + String.format(DEAD, "d")
          + " AS dead FROM walk x JOIN identity.delegation d ON d.link_id = x.link_id"
          + " JOIN identity.agent a ON a.agent_id = d.agent_id"
          + " LEFT JOIN identity.budget b ON b.agent_index = a.agent_index ORDER BY x.path LIMIT :limit";
  private static final String HELD =
      "WITH RECURSIVE walk AS (SELECT d.link_id AS top, d.link_id, d.parent_link_id, 0 AS level,"
          + " ARRAY[d.position] AS path FROM identity.delegation d WHERE d.agent_id = :id AND NOT "
          + String.format(DEAD, "d")
          + " UNION ALL ";
  private static final String BELOW =
      HELD
          + "SELECT x.top, c.link_id, c.parent_link_id, x.level + 1, x.path || c.position"
          + " FROM identity.delegation c JOIN walk x ON c.parent_link_id = x.link_id"
          + " WHERE x.level < 8 AND NOT "
          + String.format(DEAD, "c")
          + ") "
          + FACTS;
  private static final String ABOVE =
      HELD
          + "SELECT x.top, p.link_id, p.parent_link_id, x.level + 1, p.position || x.path"
          + " FROM identity.delegation p JOIN walk x ON p.link_id = x.parent_link_id"
          + " WHERE x.level < 8) "
          + FACTS;

  /** The most links above: each of those that are held has at most seven. */
  private static final int MAX_ABOVE = 8 * Reachable.MAX_LINKS;

  /** What there is above and below an agent's live links; one link more than is looked at. */
  public Reachable around(final Handle handle, final AgentId agentId, final Instant now) {
    final List<ReachLink> below =
        handle
            .createQuery(BELOW)
            .bind("id", agentId.toBytes())
            .bind("now", now.getEpochSecond())
            .bind("limit", Reachable.MAX_LINKS + 1)
            .map((row, context) -> link(row))
            .list();
    final Map<Long, List<ReachLink>> above = new HashMap<>();
    handle
        .createQuery(ABOVE)
        .bind("id", agentId.toBytes())
        .bind("now", now.getEpochSecond())
        .bind("limit", MAX_ABOVE)
        .map((row, context) -> Map.entry(row.getLong("top"), link(row)))
        .forEach(
            entry -> {
              if (entry.getValue().level() > 0) {
                above
                    .computeIfAbsent(entry.getKey(), top -> new ArrayList<>())
                    .add(entry.getValue());
              }
            });
    above
        .values()
        .forEach(links -> links.sort((one, other) -> Integer.compare(other.level(), one.level())));
    return new Reachable(above, below);
  }

  private static ReachLink link(final ResultSet row) throws SQLException {
    final long parent = row.getLong("parent_link_id");
    final Optional<Long> parentLinkId = row.wasNull() ? Optional.empty() : Optional.of(parent);
    final long limit = row.getLong("limit_nano");
    final Optional<Budget> budget =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new Budget(
                    limit,
                    Currencies.ofNumber(row.getInt("currency")),
                    BudgetPeriod.ofCode(row.getInt("period"))));
    return new ReachLink(
        row.getLong("link_id"),
        parentLinkId,
        row.getInt("level"),
        AgentId.of(row.getBytes("agent_id")),
        row.getString("name"),
        Trust.ofCode(row.getInt("trust")),
        new PermissionSet(row.getLong("permissions_low"), row.getLong("permissions_high")),
        row.getString("scope"),
        Instant.ofEpochSecond(row.getLong("expires_at_s")),
        row.getBoolean("dead"),
        budget);
  }
}
