package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A bundle of an agent's prekeys was given to somebody, who is the event's actor.
 *
 * @param agentId whose.
 * @param signedId of the signed prekey.
 * @param oneTimeId of the one-time prekey, which nobody gets again; 0 where none was left.
 */
public record PrekeyTaken(AgentId agentId, int signedId, int oneTimeId) implements IdentityEvent {
  static final int TYPE = 12;

  static PrekeyTaken read(final ByteBuffer in) {
    return new PrekeyTaken(
        AgentId.of(EventBytes.bytes(in, AgentId.LENGTH)), in.getInt(), in.getInt());
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return ByteBuffer.allocate(1 + AgentId.LENGTH + 2 * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .put(agentId.toBytes())
        .putInt(signedId)
        .putInt(oneTimeId)
        .array();
  }
}
