package io.tollgate.engine.domain.chain;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The bytes of a delegation link, version 1. Little-endian:
 *
 * <pre>
 *   0  u8   version = 1
 *   1  u8   depth, 0 = root
 *   2  u8   delegations left: how many links may follow, 0 to 7
 *   3  u32  key id
 *   7  u64  link id
 *  15  32   agent id: to whom
 *  47  32   delegator id: by whom; zeros at the root
 *  79  u128 permissions, low word first
 *  95  u64  scope hash, 0 = every scope
 * 103  u32  not before, seconds since the epoch, inclusive
 * 107  u32  expires at, seconds since the epoch, exclusive
 * 111  8    first bytes of the parent's tag; zeros at the root
 * 119  32   tag: HMAC-SHA256 of bytes 0 to 118; above another link only its first 8 bytes, then zeros
 * </pre>
 *
 * <p>Only the last link of a chain shows its whole tag. A link above another one shows no more of
 * it than the link below repeats anyway: otherwise whoever holds a chain could cut off its end and
 * act as its own delegator.
 *
 * <p>119 bytes are what two SHA-256 blocks hold beside the padding, so a tag costs three blocks.
 * Eight bytes of the parent's tag bind a link to that parent: to splice it under another one, an
 * attacker would have to be given, by the gate, a second link for the same agent whose tag begins
 * alike.
 */
public final class LinkLayout {
  /** The version that this class describes. */
  public static final int VERSION = 1;

  /** Links in a chain at the most. */
  public static final int MAX_LINKS = 8;

  /** Length of an agent id. */
  public static final int ID_LENGTH = 32;

  /** Bytes under the tag. */
  public static final int SEALED_LENGTH = 119;

  /** Bytes of the tag. */
  public static final int TAG_LENGTH = 32;

  /** Bytes of a link with its tag. */
  public static final int LINK_LENGTH = SEALED_LENGTH + TAG_LENGTH;

  /** Bytes of the longest chain. */
  public static final int MAX_CHAIN_LENGTH = MAX_LINKS * LINK_LENGTH;

  /** Bytes of the parent's tag that a link repeats. */
  public static final int PARENT_TAG_LENGTH = 8;

  static final int VERSION_OFFSET = 0;
  static final int DEPTH_OFFSET = 1;
  static final int DELEGATIONS_LEFT_OFFSET = 2;
  static final int KEY_ID_OFFSET = 3;
  static final int LINK_ID_OFFSET = 7;
  static final int AGENT_ID_OFFSET = 15;
  static final int DELEGATOR_ID_OFFSET = 47;
  static final int PERMISSIONS_LOW_OFFSET = 79;
  static final int PERMISSIONS_HIGH_OFFSET = 87;
  static final int SCOPE_HASH_OFFSET = 95;
  static final int NOT_BEFORE_OFFSET = 103;
  static final int EXPIRES_AT_OFFSET = 107;
  static final int PARENT_TAG_OFFSET = 111;

  /** Where the tag is. */
  public static final int TAG_OFFSET = SEALED_LENGTH;

  /** Where the part of the tag is that a link above another one does not show. */
  static final int HIDDEN_TAG_OFFSET = TAG_OFFSET + PARENT_TAG_LENGTH;

  private static final int HIDDEN_TAG_LENGTH = TAG_LENGTH - PARENT_TAG_LENGTH;

  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

  private LinkLayout() {}

  /** Version byte of the link at {@code link}. */
  public static int version(final DirectBuffer buffer, final int link) {
    return buffer.getByte(link + VERSION_OFFSET) & 0xFF;
  }

  /** Place in the chain, root = 0. */
  public static int depth(final DirectBuffer buffer, final int link) {
    return buffer.getByte(link + DEPTH_OFFSET) & 0xFF;
  }

  /** How many links may follow. */
  public static int delegationsLeft(final DirectBuffer buffer, final int link) {
    return buffer.getByte(link + DELEGATIONS_LEFT_OFFSET) & 0xFF;
  }

  /** Key that sealed the link; unsigned. */
  public static int keyId(final DirectBuffer buffer, final int link) {
    return buffer.getInt(link + KEY_ID_OFFSET, LE);
  }

  /** The link's own id. */
  public static long linkId(final DirectBuffer buffer, final int link) {
    return buffer.getLong(link + LINK_ID_OFFSET, LE);
  }

  /** Where the agent id begins. */
  public static int agentIdOffset(final int link) {
    return link + AGENT_ID_OFFSET;
  }

  /** Where the delegator's id begins. */
  public static int delegatorIdOffset(final int link) {
    return link + DELEGATOR_ID_OFFSET;
  }

  /** Permissions 0 to 63. */
  public static long permissionsLow(final DirectBuffer buffer, final int link) {
    return buffer.getLong(link + PERMISSIONS_LOW_OFFSET, LE);
  }

  /** Permissions 64 to 127. */
  public static long permissionsHigh(final DirectBuffer buffer, final int link) {
    return buffer.getLong(link + PERMISSIONS_HIGH_OFFSET, LE);
  }

  /** Scope, 0 = every scope. */
  public static long scopeHash(final DirectBuffer buffer, final int link) {
    return buffer.getLong(link + SCOPE_HASH_OFFSET, LE);
  }

  /** First second of validity since the epoch. */
  public static long notBeforeSeconds(final DirectBuffer buffer, final int link) {
    return buffer.getInt(link + NOT_BEFORE_OFFSET, LE) & 0xFFFF_FFFFL;
  }

  /** First second since the epoch that is not valid any more. */
  public static long expiresAtSeconds(final DirectBuffer buffer, final int link) {
    return buffer.getInt(link + EXPIRES_AT_OFFSET, LE) & 0xFFFF_FFFFL;
  }

  static void hideTag(final MutableDirectBuffer buffer, final int link) {
    buffer.setMemory(link + HIDDEN_TAG_OFFSET, HIDDEN_TAG_LENGTH, (byte) 0);
  }
}
