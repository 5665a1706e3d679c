package io.tollgate.identity.store;

import io.tollgate.identity.domain.IdentityDhKey;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.Prekey.Kind;
import io.tollgate.identity.domain.PrekeyUpload;
import io.tollgate.support.AgentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Prekeys. Whoever adds holds the owner's row alone, whoever takes shares it with other takers: so
 * a bundle is never put together from two identity-DH keys.
 */
public final class PrekeyTable {
  private static final HexFormat HEX = HexFormat.of();
  private static final String OWNER = "SELECT * FROM identity.prekey_owner WHERE agent_id = :agent";

  /**
   * What is kept of an agent beside its prekeys.
   *
   * @param identityKey empty where there was none yet.
   * @param keySequence number of the Ed25519 key that signed it and all prekeys.
   */
  public record Owner(
      Optional<IdentityDhKey> identityKey, int keySequence, int lastSignedId, int lastOneTimeId) {}

  /** The row of an agent, made where it is missing and held by this transaction alone. */
  public Owner lock(final Handle handle, final AgentId agentId) {
    handle.execute(
        "INSERT INTO identity.prekey_owner (agent_id) VALUES (?) ON CONFLICT DO NOTHING",
        agentId.toBytes());
    return owner(handle, agentId, OWNER + " FOR UPDATE").orElseThrow();
  }

  /** The row of an agent, which stays as it is during this transaction. */
  public Optional<Owner> share(final Handle handle, final AgentId agentId) {
    return owner(handle, agentId, OWNER + " FOR SHARE");
  }

  private static Optional<Owner> owner(
      final Handle handle, final AgentId agentId, final String sql) {
    return handle
        .createQuery(sql)
        .bind("agent", agentId.toBytes())
        .map(
            (row, context) ->
                new Owner(
                    Optional.ofNullable(row.getBytes("public_key"))
                        .map(key -> identityKey(row, key)),
                    row.getInt("key_sequence"),
                    row.getInt("last_signed_id"),
                    row.getInt("last_one_time_id")))
        .findOne();
  }

  private static IdentityDhKey identityKey(final ResultSet row, final byte[] publicKey) {
    try {
      return new IdentityDhKey(
          row.getInt("number"), HEX.formatHex(publicKey), HEX.formatHex(row.getBytes("signature")));
    } catch (final SQLException ex) {
      throw new IllegalStateException("a column is missing", ex);
    }
  }

  /** Puts an identity-DH key in the place of the one before, whose prekeys all go. */
  public void replace(
      final Handle handle, final AgentId agentId, final IdentityDhKey key, final int keySequence) {
    handle.execute("DELETE FROM identity.prekey WHERE agent_id = ?", agentId.toBytes());
    handle.execute(
        "UPDATE identity.prekey_owner SET number = ?, public_key = ?, signature = ?, key_sequence = ?"
            + " WHERE agent_id = ?",
        key.number(),
        HEX.parseHex(key.publicKey()),
        HEX.parseHex(key.signature()),
        keySequence,
        agentId.toBytes());
  }

  /** Adds prekeys, whose ids are used from now on, and keeps only the newest signed ones. */
  public void add(final Handle handle, final AgentId agentId, final PrekeyUpload upload) {
    final PreparedBatch batch =
        handle.prepareBatch("INSERT INTO identity.prekey VALUES (?, ?, ?, ?, ?, ?)");
    upload
        .prekeys()
        .forEach(
            prekey ->
                batch.add(
                    agentId.toBytes(),
                    prekey.kind().code(),
                    prekey.id(),
                    HEX.parseHex(prekey.publicKey()),
                    prekey.expiresAt().getEpochSecond(),
                    HEX.parseHex(prekey.signature())));
    batch.execute();
    handle.execute(
        "UPDATE identity.prekey_owner SET last_signed_id = greatest(last_signed_id, ?),"
            + " last_one_time_id = greatest(last_one_time_id, ?) WHERE agent_id = ?",
        highest(upload.signed()),
        highest(upload.oneTime()),
        agentId.toBytes());
    handle.execute(
        "DELETE FROM identity.prekey WHERE agent_id = ? AND kind = ? AND prekey_id NOT IN (SELECT prekey_id"
            + " FROM identity.prekey WHERE agent_id = ? AND kind = ? ORDER BY prekey_id DESC LIMIT ?)",
        agentId.toBytes(),
        Kind.SIGNED.code(),
        agentId.toBytes(),
        Kind.SIGNED.code(),
        PrekeyUpload.MAX_SIGNED);
  }

  private static int highest(final List<Prekey> prekeys) {
    return prekeys.isEmpty() ? 0 : prekeys.get(prekeys.size() - 1).id();
  }

  /** Whether any of these keys is there already. */
  public boolean holdsAny(
      final Handle handle, final AgentId agentId, final List<String> publicKeys) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT FROM identity.prekey WHERE agent_id = :agent"
                + " AND encode(public_key, 'hex') = ANY(:keys))")
        .bind("agent", agentId.toBytes())
        .bindArray("keys", String.class, publicKeys)
        .mapTo(Boolean.class)
        .one();
  }

  /** The signed prekeys that are not out of date, newest first. */
  public List<Prekey> signed(final Handle handle, final AgentId agentId, final Instant now) {
    return handle
        .createQuery(
            "SELECT * FROM identity.prekey WHERE agent_id = :agent AND kind = :kind AND expires_s > :now"
                + " ORDER BY prekey_id DESC")
        .bind("agent", agentId.toBytes())
        .bind("kind", Kind.SIGNED.code())
        .bind("now", now.getEpochSecond())
        .map((row, context) -> prekey(row, Kind.SIGNED))
        .list();
  }

  /** How many one-time prekeys are not out of date. */
  public int oneTimeLeft(final Handle handle, final AgentId agentId, final Instant now) {
    return handle
        .createQuery(
            "SELECT count(*) FROM identity.prekey WHERE agent_id = :agent AND kind = :kind AND expires_s > :now")
        .bind("agent", agentId.toBytes())
        .bind("kind", Kind.ONE_TIME.code())
        .bind("now", now.getEpochSecond())
        .mapTo(Integer.class)
        .one();
  }

  /** Takes the oldest one-time prekey that nobody else is taking just now. */
  public Optional<Prekey> takeOneTime(
      final Handle handle, final AgentId agentId, final Instant now) {
    return handle
        .createQuery(
            "WITH one AS MATERIALIZED (SELECT prekey_id FROM identity.prekey WHERE agent_id = :agent"
                + " AND kind = :kind AND expires_s > :now ORDER BY prekey_id LIMIT 1 FOR UPDATE SKIP LOCKED)"
                + " DELETE FROM identity.prekey AS kept USING one WHERE kept.agent_id = :agent"
                + " AND kept.kind = :kind AND kept.prekey_id = one.prekey_id RETURNING kept.*")
        .bind("agent", agentId.toBytes())
        .bind("kind", Kind.ONE_TIME.code())
        .bind("now", now.getEpochSecond())
        .map((row, context) -> prekey(row, Kind.ONE_TIME))
        .findOne();
  }

  /** Notes whether the owner knows that its prekeys run out; false where that is no news. */
  public boolean lowTold(final Handle handle, final AgentId agentId, final boolean isTold) {
    return handle.execute(
            "UPDATE identity.prekey_owner SET is_low_told = ? WHERE agent_id = ? AND is_low_told <> ?",
            isTold,
            agentId.toBytes(),
            isTold)
        == 1;
  }

  /** Takes away what is out of date. */
  public int purge(final Handle handle, final Instant now) {
    return handle.execute("DELETE FROM identity.prekey WHERE expires_s <= ?", now.getEpochSecond());
  }

  private static Prekey prekey(final ResultSet row, final Kind kind) throws SQLException {
    return new Prekey(
        kind,
        row.getInt("prekey_id"),
        HEX.formatHex(row.getBytes("public_key")),
        Instant.ofEpochSecond(row.getLong("expires_s")),
        HEX.formatHex(row.getBytes("signature")));
  }
}
