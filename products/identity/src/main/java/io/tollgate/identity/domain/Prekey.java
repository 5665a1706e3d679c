package io.tollgate.identity.domain;

import io.tollgate.crypto.Ed25519;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * An X25519 key that an agent leaves at the gate, so that others can write to it while it is away.
 *
 * @param kind how often it is given out.
 * @param id grows with every prekey of its kind and agent, from 1 on.
 * @param publicKey X25519, 64 hex digits.
 * @param expiresAt until when it is given out, exclusive; whole seconds, before the year 2106.
 * @param signature by the agent's current Ed25519 key, 128 hex digits.
 */
public record Prekey(Kind kind, int id, String publicKey, Instant expiresAt, String signature) {
  private static final long MAX_SECONDS = 0xFFFF_FFFFL;

  /** How often a prekey is given out. */
  public enum Kind {
    /** To everyone, until there is a newer one. */
    SIGNED(1, "tollgate/v1/prekey/signed"),
    /** Once. */
    ONE_TIME(2, "tollgate/v1/prekey/one-time");

    private final int code;
    private final String purpose;

    Kind(final int code, final String purpose) {
      this.code = code;
      this.purpose = purpose;
    }

    /** Its number in the tables. */
    public int code() {
      return code;
    }
  }

  /** Checks that everything is hex of the right length; upper case is taken for lower case. */
  public Prekey {
    if (id < 1) {
      throw new InvalidRequestException("id", "must be 1 or more");
    }
    publicKey = Text.lowerHex("public_key", publicKey, X25519.KEY_LENGTH);
    signature = Text.lowerHex("signature", signature, Ed25519.SIGNATURE_LENGTH);
    if (expiresAt.getNano() != 0
        || expiresAt.getEpochSecond() < 0
        || expiresAt.getEpochSecond() > MAX_SECONDS) {
      throw new InvalidRequestException("expires_at", "must be whole seconds before the year 2106");
    }
  }

  /**
   * The bytes that the agent signs: {@code "tollgate/v1/prekey/signed"} or {@code
   * "tollgate/v1/prekey/one-time"}, a zero byte, the agent's id (32), its identity-DH key (32), the
   * prekey's id (4, little-endian), when it expires (4, little-endian, seconds since the epoch) and
   * the prekey (32).
   */
  public static byte[] message(
      final Kind kind,
      final AgentId agentId,
      final byte[] identityDhKey,
      final int id,
      final Instant expiresAt,
      final byte[] publicKey) {
    final byte[] purpose = kind.purpose.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(
            purpose.length
                + 1
                + AgentId.LENGTH
                + identityDhKey.length
                + 2 * Integer.BYTES
                + publicKey.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(purpose)
        .put((byte) 0)
        .put(agentId.toBytes())
        .put(identityDhKey)
        .putInt(id)
        .putInt((int) expiresAt.getEpochSecond())
        .put(publicKey)
        .array();
  }

  /** Whether an agent's Ed25519 key signed exactly this, for exactly this identity-DH key. */
  public boolean isSignedBy(
      final AgentId agentId, final String signingKey, final IdentityDhKey identityKey) {
    final HexFormat hex = HexFormat.of();
    return Ed25519.verify(
        hex.parseHex(signingKey),
        message(
            kind,
            agentId,
            hex.parseHex(identityKey.publicKey()),
            id,
            expiresAt,
            hex.parseHex(publicKey)),
        hex.parseHex(signature));
  }
}
