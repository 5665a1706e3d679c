package io.tollgate.identity.store;

import io.tollgate.identity.domain.Tenant;
import io.tollgate.support.NumberCursor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.database.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Tenants. Those that nobody named, because only their keys or agents are known, are called by
 * their number.
 */
public final class TenantTable {
  private static final String COLUMNS =
      "SELECT tenant_id, coalesce(name, 'tenant-' || tenant_id) AS name, created_ns, position FROM identity.tenant";
  private static final String SYSTEM_NAME = "system";

  /** Takes down that there is a tenant of this number. */
  public void seen(
      final Handle handle, final long tenantId, final long timeNs, final long position) {
    handle
        .createUpdate(
            "INSERT INTO identity.tenant (tenant_id, name, created_ns, position)"
                + " VALUES (:tenantId, :name, :timeNs, :position) ON CONFLICT DO NOTHING")
        .bind("tenantId", tenantId)
        .bind("name", tenantId == 0 ? SYSTEM_NAME : null)
        .bind("timeNs", timeNs)
        .bind("position", position)
        .execute();
  }

  /** Takes down a created tenant; false where its number or its name was given before. */
  public boolean created(
      final Handle handle,
      final long tenantId,
      final String name,
      final long timeNs,
      final long position) {
    return handle
            .createUpdate(
                "INSERT INTO identity.tenant AS kept (tenant_id, name, created_ns, position)"
                    + " SELECT :tenantId, :name, :timeNs, :position"
                    + " WHERE NOT EXISTS (SELECT 1 FROM identity.tenant WHERE name = :name)"
                    + " ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name,"
                    + " position = excluded.position WHERE kept.name IS NULL")
            .bind("tenantId", tenantId)
            .bind("name", SqlText.of(name))
            .bind("timeNs", timeNs)
            .bind("position", position)
            .execute()
        == 1;
  }

  /** One tenant. */
  public Optional<Tenant> find(final Handle handle, final int tenantId) {
    return handle
        .createQuery(COLUMNS + " WHERE tenant_id = :tenantId")
        .bind("tenantId", tenantId)
        .map(TenantTable::tenant)
        .findOne();
  }

  /** The tenant of a name. */
  public Optional<Tenant> named(final Handle handle, final String name) {
    return handle
        .createQuery(COLUMNS + " WHERE name = :name")
        .bind("name", name)
        .map(TenantTable::tenant)
        .findOne();
  }

  /** Tenants by ascending number. */
  public Page<Tenant> page(final Handle handle, final PageRequest request) {
    return NumberCursor.page(
        handle
            .createQuery(COLUMNS + " WHERE tenant_id > :after ORDER BY tenant_id LIMIT :limit")
            .bind("after", NumberCursor.of(request, -1))
            .bind("limit", request.limit() + 1)
            .map(TenantTable::tenant)
            .list(),
        request,
        Tenant::tenantId);
  }

  /** The highest number that was ever given; 0 for the system tenant. */
  public long highestId(final Handle handle) {
    return handle
        .createQuery("SELECT coalesce(max(tenant_id), 0) FROM identity.tenant")
        .mapTo(Long.class)
        .one();
  }

  private static Tenant tenant(final ResultSet row, final StatementContext context)
      throws SQLException {
    return new Tenant(
        (int) row.getLong("tenant_id"),
        row.getString("name"),
        Times.ofNs(row.getLong("created_ns")),
        row.getLong("position"));
  }
}
