package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * It is time for an agent to leave more one-time prekeys; told once, until there are enough again.
 *
 * @param agentId whose.
 * @param left how many there were when it was told.
 */
public record PrekeysLow(AgentId agentId, int left) implements IdentityEvent {
  static final int TYPE = 9;

  static PrekeysLow read(final ByteBuffer in) {
    return new PrekeysLow(AgentId.of(EventBytes.bytes(in, AgentId.LENGTH)), in.getInt());
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return ByteBuffer.allocate(1 + AgentId.LENGTH + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .put(agentId.toBytes())
        .putInt(left)
        .array();
  }
}
