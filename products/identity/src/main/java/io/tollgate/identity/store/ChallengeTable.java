package io.tollgate.identity.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Challenges that were given out and not used yet. */
public final class ChallengeTable {
  /** The most that may be open at once. */
  public static final int MAX_OPEN = 10_000;

  /**
   * Keeps a challenge.
   *
   * @return false where too many are open.
   */
  public boolean keep(
      final Handle handle,
      final byte[] challengeId,
      final byte[] publicKey,
      final byte[] nonce,
      final Instant expiresAt) {
    final boolean hasRoom =
        handle
            .createQuery("SELECT count(*) < :max FROM identity.challenge")
            .bind("max", MAX_OPEN)
            .mapTo(Boolean.class)
            .one();
    if (hasRoom) {
      handle
          .createUpdate("INSERT INTO identity.challenge VALUES (:id, :key, :nonce, :expiresAt)")
          .bind("id", challengeId)
          .bind("key", publicKey)
          .bind("nonce", nonce)
          .bind("expiresAt", expiresAt)
          .execute();
    }
    return hasRoom;
  }

  /**
   * Takes a challenge away, whatever comes of it; its nonce, where it is of this key and not too
   * old.
   */
  public Optional<byte[]> take(
      final Handle handle, final byte[] challengeId, final byte[] publicKey, final Instant now) {
    return handle
        .createQuery(
            "WITH taken AS (DELETE FROM identity.challenge WHERE challenge_id = :id RETURNING *)"
                + " SELECT nonce FROM taken WHERE public_key = :key AND expires_at > :now")
        .bind("id", challengeId)
        .bind("key", publicKey)
        .bind("now", now)
        .mapTo(byte[].class)
        .findOne();
  }

  /** Takes away what is too old. */
  public int purge(final Handle handle, final Instant now) {
    return handle
        .createUpdate("DELETE FROM identity.challenge WHERE expires_at <= :now")
        .bind("now", now)
        .execute();
  }
}
