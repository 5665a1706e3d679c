package io.tollgate.identity.store;

import io.tollgate.identity.domain.LinkKey;
import io.tollgate.identity.domain.LinkKey.State;
import io.tollgate.support.NumberCursor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** What is public of the keys that seal links. */
public final class KeyTable {
  private static final String COLUMNS =
      "SELECT k.key_id, k.tenant_id, k.added_ns, k.retires_s, k.retired_ns, k.position, encode(k.salt, 'hex') AS salt,"
          + " k.retired_ns IS NULL AND NOT EXISTS (SELECT FROM identity.link_key n WHERE n.tenant_id = k.tenant_id"
          + " AND n.retired_ns IS NULL AND n.key_id > k.key_id) AS sealing,"
          + " (SELECT count(*) FROM identity.delegation d WHERE d.key_id = k.key_id"
          + " AND d.expires_at_s > extract(epoch FROM now()) AND NOT EXISTS"
          + " (SELECT FROM identity.revoked_link r WHERE r.link_id = d.link_id)) AS living"
          + " FROM identity.link_key k";

  /** Without what is counted. */
  private static final String LEAN =
      "SELECT k.key_id, k.tenant_id, k.added_ns, k.retires_s, k.retired_ns, k.position, encode(k.salt, 'hex') AS salt,"
          + " false AS sealing, 0 AS living FROM identity.link_key k";

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

  /** Takes down when a key is to be retired. */
  public void retires(
      final Handle handle, final long keyId, final long atSeconds, final long position) {
    handle.execute(
        "UPDATE identity.link_key SET retires_s = ?, position = ? WHERE key_id = ? AND retired_ns IS NULL",
        atSeconds,
        position,
        keyId);
  }

  /** The keys of a tenant that are not retired, by ascending number. */
  public List<LinkKey> living(final Handle handle, final int tenantId) {
    return handle
        .createQuery(
            COLUMNS + " WHERE k.tenant_id = :tenantId AND k.retired_ns IS NULL ORDER BY k.key_id")
        .bind("tenantId", tenantId)
        .map(KeyTable::key)
        .list();
  }

  /** One key. */
  public Optional<LinkKey> find(final Handle handle, final int keyId) {
    return handle
        .createQuery(COLUMNS + " WHERE k.key_id = :keyId")
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
                + " WHERE k.key_id > :after"
                + (tenantId.isPresent() ? " AND k.tenant_id = :tenant" : "")
                + " ORDER BY k.key_id LIMIT :limit");
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
            LEAN
                + " WHERE k.tenant_id = :tenantId AND k.retired_ns IS NULL ORDER BY k.key_id DESC LIMIT 1")
        .bind("tenantId", tenantId)
        .map(KeyTable::saltedKey)
        .findOne();
  }

  /** These keys, as far as they exist. */
  public List<SaltedKey> all(final Handle handle, final List<Long> keyIds) {
    return handle
        .createQuery(LEAN + " WHERE k.key_id = ANY(:keyIds)")
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
    final long retiresAt = row.getLong("retires_s");
    final boolean isRetiring = !row.wasNull();
    return new LinkKey(
        (int) row.getLong("key_id"),
        (int) row.getLong("tenant_id"),
        Times.ofNs(row.getLong("added_ns")),
        isRetiring ? Optional.of(Instant.ofEpochSecond(retiresAt)) : Optional.empty(),
        Times.optional(row, "retired_ns"),
        state(row, isRetiring),
        row.getLong("living"),
        row.getLong("position"));
  }

  private static State state(final ResultSet row, final boolean isRetiring) throws SQLException {
    if (row.getObject("retired_ns") != null) {
      return State.RETIRED;
    }
    if (isRetiring) {
      return State.RETIRING;
    }
    return row.getBoolean("sealing") ? State.SEALING : State.VALID;
  }
}
