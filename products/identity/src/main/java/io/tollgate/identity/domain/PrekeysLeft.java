package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An agent left prekeys. Counts and numbers only; the keys are public, but nobody needs them here.
 *
 * @param agentId whose.
 * @param identityNumber of the identity-DH key that they are of.
 * @param signed how many signed prekeys.
 * @param oneTime how many one-time prekeys.
 */
public record PrekeysLeft(AgentId agentId, int identityNumber, int signed, int oneTime)
    implements IdentityEvent {
  static final int TYPE = 11;

  static PrekeysLeft read(final ByteBuffer in) {
    return new PrekeysLeft(
        AgentId.of(EventBytes.bytes(in, AgentId.LENGTH)),
        in.getInt(),
        Byte.toUnsignedInt(in.get()),
        Byte.toUnsignedInt(in.get()));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return ByteBuffer.allocate(1 + AgentId.LENGTH + Integer.BYTES + 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .put(agentId.toBytes())
        .putInt(identityNumber)
        .put((byte) signed)
        .put((byte) oneTime)
        .array();
  }
}
