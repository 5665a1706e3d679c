package io.tollgate.engine.domain.chain;

import static io.tollgate.engine.domain.chain.LinkLayout.LINK_LENGTH;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * The links of a chain where it lies, as {@link LinkLayout} describes them. That they lie in the
 * buffer is checked once, by {@link #wrap}, and not again for every field: verifying a link takes
 * little longer than its tag. Hops are counted from 0, the root, and are the caller's to keep below
 * {@link #links()}.
 *
 * <p>One thread; the bytes must not change while they are looked at.
 */
public final class ChainView {
  private static final boolean IS_LITTLE_ENDIAN =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private byte[] base;
  private long root;
  private int links;

  /**
   * Looks at a chain.
   *
   * @param buffer that holds it.
   * @param offset of the root link.
   * @param newLinks in the chain, 1 to {@link LinkLayout#MAX_LINKS}.
   * @throws IndexOutOfBoundsException if it does not lie in the buffer.
   */
  public void wrap(final DirectBuffer buffer, final int offset, final int newLinks) {
    buffer.boundsCheck(offset, newLinks * LINK_LENGTH);
    base = buffer.byteArray();
    root = buffer.addressOffset() + offset;
    links = newLinks;
  }

  /** Looks at nothing any more. */
  void clear() {
    links = 0;
  }

  /** How many links. */
  public int links() {
    return links;
  }

  private long at(final int hop, final int field) {
    return root + (long) hop * LINK_LENGTH + field;
  }

  private int unsignedByte(final int hop, final int field) {
    return UnsafeApi.getByte(base, at(hop, field)) & 0xFF;
  }

  private int integer(final int hop, final int field) {
    final int bits = UnsafeApi.getInt(base, at(hop, field));
    return IS_LITTLE_ENDIAN ? bits : Integer.reverseBytes(bits);
  }

  /** In native order: for comparisons only. */
  private long word(final int hop, final int field) {
    return UnsafeApi.getLong(base, at(hop, field));
  }

  private long longer(final int hop, final int field) {
    final long bits = word(hop, field);
    return IS_LITTLE_ENDIAN ? bits : Long.reverseBytes(bits);
  }

  /** See {@link LinkLayout#version}. */
  int version(final int hop) {
    return unsignedByte(hop, LinkLayout.VERSION_OFFSET);
  }

  /** See {@link LinkLayout#depth}. */
  int depth(final int hop) {
    return unsignedByte(hop, LinkLayout.DEPTH_OFFSET);
  }

  /** See {@link LinkLayout#delegationsLeft}. */
  int delegationsLeft(final int hop) {
    return unsignedByte(hop, LinkLayout.DELEGATIONS_LEFT_OFFSET);
  }

  /** See {@link LinkLayout#keyId}. */
  public int keyId(final int hop) {
    return integer(hop, LinkLayout.KEY_ID_OFFSET);
  }

  /** See {@link LinkLayout#linkId}. */
  public long linkId(final int hop) {
    return longer(hop, LinkLayout.LINK_ID_OFFSET);
  }

  /** See {@link LinkLayout#permissionsLow}. */
  public long permissionsLow(final int hop) {
    return longer(hop, LinkLayout.PERMISSIONS_LOW_OFFSET);
  }

  /** See {@link LinkLayout#permissionsHigh}. */
  public long permissionsHigh(final int hop) {
    return longer(hop, LinkLayout.PERMISSIONS_HIGH_OFFSET);
  }

  /** See {@link LinkLayout#scopeHash}. */
  public long scopeHash(final int hop) {
    return longer(hop, LinkLayout.SCOPE_HASH_OFFSET);
  }

  /** See {@link LinkLayout#notBeforeSeconds}. */
  public long notBeforeSeconds(final int hop) {
    return integer(hop, LinkLayout.NOT_BEFORE_OFFSET) & 0xFFFF_FFFFL;
  }

  /** See {@link LinkLayout#expiresAtSeconds}. */
  public long expiresAtSeconds(final int hop) {
    return integer(hop, LinkLayout.EXPIRES_AT_OFFSET) & 0xFFFF_FFFFL;
  }

  /**
   * Eight bytes of the id of a link's agent, in native order: for hashing and comparing.
   *
   * @param hop of the link.
   * @param index which eight bytes, 0 to 3.
   */
  public long agentIdWord(final int hop, final int index) {
    return word(hop, LinkLayout.AGENT_ID_OFFSET + index * Long.BYTES);
  }

  /** What a link repeats of its parent's tag. */
  long parentTag(final int hop) {
    return word(hop, LinkLayout.PARENT_TAG_OFFSET);
  }

  /** The first bytes of a link's tag, which the link below repeats. */
  long tagStart(final int hop) {
    return word(hop, LinkLayout.TAG_OFFSET);
  }

  /** Whether no more of the tag shows than the link below repeats. */
  boolean isTagHidden(final int hop) {
    return (word(hop, LinkLayout.HIDDEN_TAG_OFFSET)
            | word(hop, LinkLayout.HIDDEN_TAG_OFFSET + 8)
            | word(hop, LinkLayout.HIDDEN_TAG_OFFSET + 16))
        == 0;
  }

  /** Whether nobody delegated the link. */
  boolean hasNoDelegator(final int hop) {
    long bits = 0;
    for (int i = 0; i < LinkLayout.ID_LENGTH; i += Long.BYTES) {
      bits |= word(hop, LinkLayout.DELEGATOR_ID_OFFSET + i);
    }
    return bits == 0;
  }

  /** Whether the agent of the link above delegated this one. */
  boolean isDelegatedByAgentAbove(final int hop) {
    return isSameId(hop, LinkLayout.DELEGATOR_ID_OFFSET, hop - 1);
  }

  /** Whether two links delegate to the same agent. */
  boolean isSameAgent(final int hop, final int other) {
    return isSameId(hop, LinkLayout.AGENT_ID_OFFSET, other);
  }

  private boolean isSameId(final int hop, final int field, final int agentHop) {
    long difference = 0;
    for (int i = 0; i < LinkLayout.ID_LENGTH; i += Long.BYTES) {
      difference |= word(hop, field + i) ^ word(agentHop, LinkLayout.AGENT_ID_OFFSET + i);
    }
    return difference == 0;
  }
}
