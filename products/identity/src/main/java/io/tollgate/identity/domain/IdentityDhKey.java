package io.tollgate.identity.domain;

import io.tollgate.crypto.Ed25519;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An agent's long-term X25519 key for messages: another one than its Ed25519 key, which signs it.
 *
 * @param number grows with every other key of the agent, from 1 on.
 * @param publicKey X25519, 64 hex digits.
 * @param signature by the agent's current Ed25519 key, 128 hex digits.
 */
public record IdentityDhKey(int number, String publicKey, String signature) {
  private static final byte[] PURPOSE =
      "tollgate/v1/prekey/identity".getBytes(StandardCharsets.US_ASCII);

  /** Checks that everything is hex of the right length; upper case is taken for lower case. */
  public IdentityDhKey {
    if (number < 1) {
      throw new InvalidRequestException("number", "must be 1 or more");
    }
    publicKey = Text.lowerHex("public_key", publicKey, X25519.KEY_LENGTH);
    signature = Text.lowerHex("signature", signature, Ed25519.SIGNATURE_LENGTH);
  }

  /**
   * The bytes that the agent signs: {@code "tollgate/v1/prekey/identity"}, a zero byte, the agent's
   * id (32), the number (4, little-endian) and the X25519 key (32).
   */
  public static byte[] message(final AgentId agentId, final int number, final byte[] publicKey) {
    return ByteBuffer.allocate(
            PURPOSE.length + 1 + AgentId.LENGTH + Integer.BYTES + publicKey.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(PURPOSE)
        .put((byte) 0)
        .put(agentId.toBytes())
        .putInt(number)
        .put(publicKey)
        .array();
  }

  /** Whether an agent's Ed25519 key signed exactly this. */
  public boolean isSignedBy(final AgentId agentId, final String signingKey) {
    final HexFormat hex = HexFormat.of();
    return Ed25519.verify(
        hex.parseHex(signingKey),
        message(agentId, number, hex.parseHex(publicKey)),
        hex.parseHex(signature));
  }
}
