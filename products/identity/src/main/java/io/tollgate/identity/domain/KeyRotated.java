package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * An agent's key was followed by another. The payload holds all that it takes to verify it.
 *
 * @param rotation with both signatures.
 */
public record KeyRotated(KeyRotation rotation) implements IdentityEvent {
  static final int TYPE = 3;
  private static final int LENGTH =
      1
          + AgentId.LENGTH
          + Integer.BYTES
          + 2 * KeyRotation.KEY_LENGTH
          + 2 * KeyRotation.SIGNATURE_LENGTH;

  static KeyRotated read(final ByteBuffer in) {
    final AgentId agentId = AgentId.of(EventBytes.bytes(in, AgentId.LENGTH));
    final int sequence = in.getInt();
    return new KeyRotated(
        new KeyRotation(
            agentId,
            sequence,
            EventBytes.hex(in, KeyRotation.KEY_LENGTH),
            EventBytes.hex(in, KeyRotation.KEY_LENGTH),
            EventBytes.hex(in, KeyRotation.SIGNATURE_LENGTH),
            EventBytes.hex(in, KeyRotation.SIGNATURE_LENGTH)));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final HexFormat hex = HexFormat.of();
    return ByteBuffer.allocate(LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .put(rotation.agentId().toBytes())
        .putInt(rotation.sequence())
        .put(hex.parseHex(rotation.oldKey()))
        .put(hex.parseHex(rotation.newKey()))
        .put(hex.parseHex(rotation.oldSignature()))
        .put(hex.parseHex(rotation.newSignature()))
        .array();
  }
}
