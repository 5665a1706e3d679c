package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An agent joined by a token, which is worth nothing any more.
 *
 * @param tokenId of the token, in hex.
 * @param agentId who joined.
 */
public record JoinTokenUsed(String tokenId, AgentId agentId) implements IdentityEvent {
  static final int TYPE = 7;

  static JoinTokenUsed read(final ByteBuffer in) {
    final String tokenId = EventBytes.hex(in, JoinSecret.ID_LENGTH);
    return new JoinTokenUsed(tokenId, AgentId.of(EventBytes.bytes(in, AgentId.LENGTH)));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return ByteBuffer.allocate(1 + JoinSecret.ID_LENGTH + AgentId.LENGTH)
        .put((byte) VERSION)
        .put(HexFormat.of().parseHex(tokenId))
        .put(agentId.toBytes())
        .array();
  }
}
