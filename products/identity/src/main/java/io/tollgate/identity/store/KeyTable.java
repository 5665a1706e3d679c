package io.tollgate.identity.store;

import io.tollgate.identity.domain.LinkKey;
import io.tollgate.support.NumberCursor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** What is public of the keys that seal links. */
public final class KeyTable {
  private static final String COLUMNS =
      "SELECT key_id, tenant_id, added_ns, retired_ns, position FROM identity.link_key";

  /**
   * A key and what it is derived with.
   *
   * @param key the key.
   * @param salt 16 public bytes in hex.
   */
  public record SaltedKey(LinkKey key, String salt) {}

  /** Takes down an added key. */
  public void added(
      final Handle handle,
      final long keyId,
      final long tenantId,
      final byte[] salt,
      final long timeNs,
      final long position) {
    handle.execute(
        "INSERT INTO identity.link_key (key_id, tenant_id, salt, added_ns, position) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        keyId,
        tenantId,
        salt,
        timeNs,
        position);
  }

  /** Takes down a retired key. */
  public void retired(
      final Handle handle, final long keyId, final long timeNs, final long position) {
    handle.execute(
        "UPDATE identity.link_key SET retired_ns = ?, position = ? WHERE key_id = ?",
        timeNs,
        position,
        keyId);
  }

  /** One key. */
  public Optional<LinkKey> find(final Handle handle, final int keyId) {
    return handle
        .createQuery(COLUMNS + " WHERE key_id = :keyId")
        .bind("keyId", keyId)
        .map(KeyTable::key)
        .findOne();
  }

  /** The keys by ascending number, of one tenant or of all. */
  public Page<LinkKey> page(
      final Handle handle, final Optional<Integer> tenantId, final PageRequest request) {
    final Query query =
        handle.createQuery(
            COLUMNS
                + " WHERE key_id > :after"
                + (tenantId.isPresent() ? " AND tenant_id = :tenant" : "")
                + " ORDER BY key_id LIMIT :limit");
    tenantId.ifPresent(tenant -> query.bind("tenant", tenant));
    return NumberCursor.page(
        query
            .bind("after", NumberCursor.of(request, 0))
            .bind("limit", request.limit() + 1)
            .map(KeyTable::key)
            .list(),
        request,
        LinkKey::keyId);
  }

  /** The tenant's newest key that is not retired. */
  public Optional<SaltedKey> sealing(final Handle handle, final int tenantId) {
    return handle
        .createQuery(
            "SELECT key_id, tenant_id, added_ns, retired_ns, position, encode(salt, 'hex') AS salt FROM identity.link_key"
                + " WHERE tenant_id = :tenantId AND retired_ns IS NULL ORDER BY key_id DESC LIMIT 1")
        .bind("tenantId", tenantId)
        .map(KeyTable::saltedKey)
        .findOne();
  }

  /** These keys, as far as they exist. */
  public List<SaltedKey> all(final Handle handle, final List<Long> keyIds) {
    return handle
        .createQuery(
            "SELECT key_id, tenant_id, added_ns, retired_ns, position, encode(salt, 'hex') AS salt FROM identity.link_key"
                + " WHERE key_id = ANY(:keyIds)")
        .bindArray("keyIds", Long.class, keyIds)
        .map(KeyTable::saltedKey)
        .list();
  }

  /** The highest number that was ever given. */
  public long highestId(final Handle handle) {
    return handle
        .createQuery("SELECT coalesce(max(key_id), 0) FROM identity.link_key")
        .mapTo(Long.class)
        .one();
  }

  private static SaltedKey saltedKey(final ResultSet row, final StatementContext context)
      throws SQLException {
    return new SaltedKey(key(row, context), row.getString("salt"));
  }

  private static LinkKey key(final ResultSet row, final StatementContext context)
      throws SQLException {
    return new LinkKey(
        (int) row.getLong("key_id"),
        (int) row.getLong("tenant_id"),
        Times.ofNs(row.getLong("added_ns")),
        Times.optional(row, "retired_ns"),
        row.getLong("position"));
  }
}
