package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * One step of an agent's succession of keys: both the old and the new key sign the same message.
 * Everything is public.
 *
 * @param agentId whose; it stays the same.
 * @param sequence number of the step, 1 for the first rotation.
 * @param oldKey Ed25519, 64 hex digits.
 * @param newKey Ed25519, 64 hex digits.
 * @param oldSignature by the old key, 128 hex digits.
 * @param newSignature by the new key, 128 hex digits.
 */
public record KeyRotation(
    AgentId agentId,
    int sequence,
    String oldKey,
    String newKey,
    String oldSignature,
    String newSignature) {
  /** Bytes of a public key. */
  public static final int KEY_LENGTH = 32;

  /** Bytes of a signature. */
  public static final int SIGNATURE_LENGTH = 64;

  private static final byte[] PURPOSE = "tollgate/v1/rotate".getBytes(StandardCharsets.US_ASCII);

  /** Checks that everything is hex of the right length; upper case is taken for lower case. */
  public KeyRotation {
    if (sequence < 1) {
      throw new InvalidRequestException("sequence", "must be 1 or more");
    }
    oldKey = Text.lowerHex("old_key", oldKey, KEY_LENGTH);
    newKey = Text.lowerHex("new_key", newKey, KEY_LENGTH);
    oldSignature = Text.lowerHex("old_signature", oldSignature, SIGNATURE_LENGTH);
    newSignature = Text.lowerHex("new_signature", newSignature, SIGNATURE_LENGTH);
  }

  /**
   * The bytes that both keys sign: {@code "tollgate/v1/rotate"}, a zero byte, the agent's id (32),
   * the sequence number (4, little-endian), the old key (32) and the new key (32). The words in
   * front keep the signatures from meaning anything elsewhere.
   */
  public static byte[] message(
      final AgentId agentId, final int sequence, final byte[] oldKey, final byte[] newKey) {
    return ByteBuffer.allocate(
            PURPOSE.length + 1 + AgentId.LENGTH + Integer.BYTES + oldKey.length + newKey.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(PURPOSE)
        .put((byte) 0)
        .put(agentId.toBytes())
        .putInt(sequence)
        .put(oldKey)
        .put(newKey)
        .array();
  }

  /** The bytes that both keys sign. */
  public byte[] message() {
    final HexFormat hex = HexFormat.of();
    return message(agentId, sequence, hex.parseHex(oldKey), hex.parseHex(newKey));
  }
}
