package io.tollgate.identity.domain;

import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.support.AgentId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a delegator signs when it asks for a link: everything that the link will say but the key
 * that seals it. The link's id is the delegator's choice, so that one signature makes one link.
 *
 * @param linkId random, not 0.
 * @param parentLinkId the delegator's own link.
 * @param delegatorId who delegates.
 * @param agentId to whom.
 * @param permissions as the link carries them.
 * @param scope the text; empty for everything.
 * @param delegationsLeft how many links may follow, 0 to 7.
 * @param notBeforeSeconds first second since the epoch in which it is good.
 * @param expiresAtSeconds first second in which it is not any more.
 */
public record DelegationRequest(
    long linkId,
    long parentLinkId,
    AgentId delegatorId,
    AgentId agentId,
    PermissionSet permissions,
    String scope,
    int delegationsLeft,
    long notBeforeSeconds,
    long expiresAtSeconds) {
  private static final byte[] PURPOSE = "tollgate/v1/delegate".getBytes(StandardCharsets.US_ASCII);
  private static final int FIXED_LENGTH =
      2 * AgentId.LENGTH + 4 * Long.BYTES + 1 + 2 * Integer.BYTES + Short.BYTES;
  private static final int LINK = 0;

  /**
   * What was asked for, read back from the link that was sealed.
   *
   * @param link the 119 bytes under the tag.
   * @param scope the text whose hash the link carries.
   */
  public static DelegationRequest of(
      final byte[] link, final long parentLinkId, final String scope) {
    final UnsafeBuffer buffer = new UnsafeBuffer(link);
    return new DelegationRequest(
        LinkLayout.linkId(buffer, LINK),
        parentLinkId,
        id(link, LinkLayout.delegatorIdOffset(LINK)),
        id(link, LinkLayout.agentIdOffset(LINK)),
        new PermissionSet(
            LinkLayout.permissionsLow(buffer, LINK), LinkLayout.permissionsHigh(buffer, LINK)),
        scope,
        LinkLayout.delegationsLeft(buffer, LINK),
        LinkLayout.notBeforeSeconds(buffer, LINK),
        LinkLayout.expiresAtSeconds(buffer, LINK));
  }

  private static AgentId id(final byte[] link, final int offset) {
    return AgentId.of(Arrays.copyOfRange(link, offset, offset + LinkLayout.ID_LENGTH));
  }

  /**
   * The bytes that the delegator signs: {@code "tollgate/v1/delegate"}, a zero byte, delegator id
   * (32), parent link id (8), link id (8), agent id (32), permissions 0 to 63 (8) and 64 to 127
   * (8), delegations left (1), not before (4), expires at (4), the scope's length (2) and the scope
   * in UTF-8. Integers are little-endian.
   */
  public byte[] message() {
    final byte[] text = scope.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(PURPOSE.length + 1 + FIXED_LENGTH + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(PURPOSE)
        .put((byte) 0)
        .put(delegatorId.toBytes())
        .putLong(parentLinkId)
        .putLong(linkId)
        .put(agentId.toBytes())
        .putLong(permissions.low())
        .putLong(permissions.high())
        .put((byte) delegationsLeft)
        .putInt((int) notBeforeSeconds)
        .putInt((int) expiresAtSeconds)
        .putShort((short) text.length)
        .put(text)
        .array();
  }
}
