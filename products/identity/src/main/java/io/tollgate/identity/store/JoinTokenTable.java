package io.tollgate.identity.store;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.identity.domain.JoinToken;
import io.tollgate.identity.domain.JoinTokenMade;
import io.tollgate.identity.domain.JoinTokenUsed;
import io.tollgate.identity.domain.Owner;
import io.tollgate.support.AgentId;
import io.tollgate.support.NumberCursor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.database.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Join tokens, and whose attempt to use one came first. */
public final class JoinTokenTable {
  private static final HexFormat HEX = HexFormat.of();
  private static final String COLUMNS = "SELECT * FROM identity.join_token";

  /** A token and the hash of what its holder has. */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared, never kept
  public record Kept(JoinToken token, byte[] hash) {}

  /** Takes down a token. */
  public void made(
      final Handle handle,
      final JoinTokenMade event,
      final String createdBy,
      final long timeNs,
      final long position) {
    handle.execute(
        "INSERT INTO identity.join_token VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        HEX.parseHex(event.tokenId()),
        HEX.parseHex(event.hash()),
        Integer.toUnsignedLong(event.wanted().tenantId()),
        event.wanted().tier().code(),
        SqlText.of(event.wanted().owner().text()),
        event.wanted().expiresAt().getEpochSecond(),
        timeNs,
        createdBy,
        position);
  }

  /** Takes down that a token was used. */
  public void used(final Handle handle, final JoinTokenUsed event, final long timeNs) {
    handle.execute(
        "UPDATE identity.join_token SET agent_id = ?, used_ns = ? WHERE token_id = ? AND agent_id IS NULL",
        event.agentId().toBytes(),
        timeNs,
        HEX.parseHex(event.tokenId()));
  }

  /** One token. */
  public Optional<Kept> find(final Handle handle, final String tokenId) {
    return handle
        .createQuery(COLUMNS + " WHERE token_id = :id")
        .bind("id", HEX.parseHex(tokenId))
        .map((row, context) -> new Kept(token(row, context), row.getBytes("hash")))
        .findOne();
  }

  /** Tokens, newest first. */
  public Page<JoinToken> page(final Handle handle, final PageRequest request) {
    return NumberCursor.page(
        handle
            .createQuery(COLUMNS + " WHERE position < :before ORDER BY position DESC LIMIT :limit")
            .bind("before", NumberCursor.of(request, Long.MAX_VALUE))
            .bind("limit", request.limit() + 1)
            .map(JoinTokenTable::token)
            .list(),
        request,
        JoinToken::position);
  }

  /** How many tokens can still be used. */
  public long open(final Handle handle, final Instant now) {
    return handle
        .createQuery(
            "SELECT count(*) FROM identity.join_token WHERE agent_id IS NULL AND expires_s > :now")
        .bind("now", now.getEpochSecond())
        .mapTo(Long.class)
        .one();
  }

  /**
   * Takes a token for a key and a name, for good: nobody knows for sure that an attempt which
   * failed has not registered an agent after all.
   *
   * @return false where another key or another name has it.
   */
  public boolean take(
      final Handle handle, final String tokenId, final AgentId agentId, final String name) {
    return handle
            .createUpdate(
                "INSERT INTO identity.join_attempt AS kept (token_id, agent_id, name) VALUES (:id, :agent, :name)"
                    + " ON CONFLICT (token_id) DO UPDATE SET agent_id = excluded.agent_id, name = excluded.name"
                    + " WHERE kept.agent_id IS NULL"
                    + " OR (kept.agent_id = excluded.agent_id AND kept.name = excluded.name)")
            .bind("id", HEX.parseHex(tokenId))
            .bind("agent", agentId.toBytes())
            .bind("name", SqlText.of(name))
            .execute()
        == 1;
  }

  /** Counts a refusal; how many there were. */
  public int refused(final Handle handle, final String tokenId) {
    return handle
        .createQuery(
            "INSERT INTO identity.join_attempt AS kept (token_id, refused) VALUES (:id, 1)"
                + " ON CONFLICT (token_id) DO UPDATE SET refused = least(kept.refused, 1000000) + 1"
                + " RETURNING refused")
        .bind("id", HEX.parseHex(tokenId))
        .mapTo(Integer.class)
        .one();
  }

  private static JoinToken token(final ResultSet row, final StatementContext context)
      throws SQLException {
    return new JoinToken(
        HEX.formatHex(row.getBytes("token_id")),
        (int) row.getLong("tenant_id"),
        Owner.ofText(row.getString("owner")),
        Tier.ofCode(row.getInt("tier")),
        Instant.ofEpochSecond(row.getLong("expires_s")),
        Times.ofNs(row.getLong("created_ns")),
        row.getString("created_by"),
        row.getLong("position"),
        Optional.ofNullable(row.getBytes("agent_id")).map(AgentId::of),
        Times.optional(row, "used_ns"));
  }
}
