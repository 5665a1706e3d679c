package io.tollgate.identity.store;

import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.identity.domain.Delegation;
import io.tollgate.identity.domain.DelegationEvidence;
import io.tollgate.identity.domain.DelegationEvidence.Signed;
import io.tollgate.identity.domain.DelegationFilter;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.domain.IdentityEvent.DelegationMinted;
import io.tollgate.identity.domain.PermissionNames;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.support.AgentId;
import io.tollgate.support.NumberCursor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.database.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Links that were sealed, and links that were revoked. */
public final class DelegationTable {
  private static final String COLUMNS =
      "SELECT d.*, r.revoked_ns FROM identity.delegation d LEFT JOIN identity.revoked_link r ON r.link_id = d.link_id";
  private static final int LINK = 0;

  /** Takes down a sealed link. Its tenant is its key's. */
  public void minted(
      final Handle handle,
      final DelegationMinted event,
      final String mintedBy,
      final long timeNs,
      final long position) {
    final byte[] bytes = event.link();
    final UnsafeBuffer link = new UnsafeBuffer(bytes);
    handle
        .createUpdate(
            "INSERT INTO identity.delegation SELECT :linkId, :parentLinkId, :depth, k.key_id, k.tenant_id, :agentId,"
                + " :delegatorId, :low, :high, :scope, :scopeHash, :left, :notBefore, :expiresAt, :timeNs, :mintedBy,"
                + " :position FROM identity.link_key k WHERE k.key_id = :keyId ON CONFLICT DO NOTHING")
        .bind("linkId", LinkLayout.linkId(link, LINK))
        .bind("parentLinkId", event.parentLinkId() == 0 ? null : event.parentLinkId())
        .bind("depth", LinkLayout.depth(link, LINK))
        .bind("keyId", Integer.toUnsignedLong(LinkLayout.keyId(link, LINK)))
        .bind("agentId", id(bytes, LinkLayout.agentIdOffset(LINK)))
        .bind(
            "delegatorId",
            LinkLayout.depth(link, LINK) == 0
                ? null
                : id(bytes, LinkLayout.delegatorIdOffset(LINK)))
        .bind("low", LinkLayout.permissionsLow(link, LINK))
        .bind("high", LinkLayout.permissionsHigh(link, LINK))
        .bind("scope", SqlText.of(event.scope()))
        .bind("scopeHash", LinkLayout.scopeHash(link, LINK))
        .bind("left", LinkLayout.delegationsLeft(link, LINK))
        .bind("notBefore", LinkLayout.notBeforeSeconds(link, LINK))
        .bind("expiresAt", LinkLayout.expiresAtSeconds(link, LINK))
        .bind("timeNs", timeNs)
        .bind("mintedBy", mintedBy)
        .bind("position", position)
        .execute();
  }

  /** Takes down the delegator's signature under a link that was sealed at this position. */
  public void signed(
      final Handle handle,
      final long linkId,
      final int keySequence,
      final String signature,
      final long position) {
    handle.execute(
        "UPDATE identity.delegation SET key_sequence = ?, signature = ? WHERE link_id = ? AND position = ?",
        keySequence,
        HexFormat.of().parseHex(signature),
        linkId,
        position);
  }

  /** Who answers for a link. */
  public Optional<DelegationEvidence> evidence(final Handle handle, final long linkId) {
    return handle
        .createQuery(
            "SELECT d.*, k.public_key FROM identity.delegation d LEFT JOIN identity.agent_key k"
                + " ON k.agent_id = d.delegator_id AND k.sequence = d.key_sequence WHERE d.link_id = :linkId")
        .bind("linkId", linkId)
        .map((row, context) -> evidence(row))
        .findOne();
  }

  private static DelegationEvidence evidence(final ResultSet row) throws SQLException {
    final byte[] signature = row.getBytes("signature");
    final Optional<Signed> signed =
        signature == null
            ? Optional.empty()
            : Optional.of(
                new Signed(
                    request(row),
                    HexFormat.of().formatHex(row.getBytes("public_key")),
                    row.getInt("key_sequence"),
                    HexFormat.of().formatHex(signature)));
    return new DelegationEvidence(row.getLong("link_id"), row.getString("minted_by"), signed);
  }

  private static DelegationRequest request(final ResultSet row) throws SQLException {
    return new DelegationRequest(
        row.getLong("link_id"),
        row.getLong("parent_link_id"),
        AgentId.of(row.getBytes("delegator_id")),
        AgentId.of(row.getBytes("agent_id")),
        new PermissionSet(row.getLong("permissions_low"), row.getLong("permissions_high")),
        row.getString("scope"),
        row.getInt("delegations_left"),
        row.getLong("not_before_s"),
        row.getLong("expires_at_s"));
  }

  private static byte[] id(final byte[] link, final int offset) {
    return Arrays.copyOfRange(link, offset, offset + LinkLayout.ID_LENGTH);
  }

  /** Takes down a revoked link. */
  public void revoked(
      final Handle handle, final long linkId, final long timeNs, final long position) {
    handle.execute(
        "INSERT INTO identity.revoked_link VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        linkId,
        timeNs,
        position);
  }

  /** Whether any of these links was revoked. */
  public boolean anyRevoked(final Handle handle, final List<Long> linkIds) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM identity.revoked_link WHERE link_id = ANY(:ids))")
        .bindArray("ids", Long.class, linkIds)
        .mapTo(Boolean.class)
        .one();
  }

  /** One link. */
  public Optional<Delegation> find(
      final Handle handle, final long linkId, final PermissionNames names) {
    return handle
        .createQuery(COLUMNS + " WHERE d.link_id = :linkId")
        .bind("linkId", linkId)
        .map((row, context) -> delegation(row, names))
        .findOne();
  }

  /** Links, newest first. */
  public Page<Delegation> page(
      final Handle handle,
      final DelegationFilter filter,
      final PageRequest request,
      final PermissionNames names) {
    final StringBuilder sql = new StringBuilder(COLUMNS).append(" WHERE d.position < :before");
    filter.tenantId().ifPresent(tenant -> sql.append(" AND d.tenant_id = :tenant"));
    filter.agentId().ifPresent(agent -> sql.append(" AND d.agent_id = :agent"));
    filter.delegatorId().ifPresent(agent -> sql.append(" AND d.delegator_id = :delegator"));
    filter.parentLinkId().ifPresent(link -> sql.append(" AND d.parent_link_id = :parent"));
    final Query query = handle.createQuery(sql.append(" ORDER BY d.position DESC LIMIT :limit"));
    filter.tenantId().ifPresent(tenant -> query.bind("tenant", tenant));
    filter.agentId().ifPresent(agent -> query.bind("agent", agent.toBytes()));
    filter.delegatorId().ifPresent(agent -> query.bind("delegator", agent.toBytes()));
    filter.parentLinkId().ifPresent(link -> query.bind("parent", link));
    return NumberCursor.page(
        query
            .bind("before", NumberCursor.of(request, Long.MAX_VALUE))
            .bind("limit", request.limit() + 1)
            .map((row, context) -> delegation(row, names))
            .list(),
        request,
        Delegation::position);
  }

  private static Delegation delegation(final ResultSet row, final PermissionNames names)
      throws SQLException {
    final long parent = row.getLong("parent_link_id");
    final Optional<Long> parentLinkId = row.wasNull() ? Optional.empty() : Optional.of(parent);
    final PermissionSet permissions =
        new PermissionSet(row.getLong("permissions_low"), row.getLong("permissions_high"));
    return new Delegation(
        row.getLong("link_id"),
        parentLinkId,
        row.getInt("depth"),
        (int) row.getLong("key_id"),
        (int) row.getLong("tenant_id"),
        AgentId.of(row.getBytes("agent_id")),
        Optional.ofNullable(row.getBytes("delegator_id")).map(AgentId::of),
        names.namesOf(permissions),
        row.getString("scope"),
        row.getLong("scope_hash"),
        row.getInt("delegations_left"),
        Instant.ofEpochSecond(row.getLong("not_before_s")),
        Instant.ofEpochSecond(row.getLong("expires_at_s")),
        Times.optional(row, "revoked_ns"),
        Times.ofNs(row.getLong("minted_ns")),
        row.getString("minted_by"),
        row.getLong("position"));
  }
}
