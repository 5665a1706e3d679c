package io.tollgate.engine.infra.message;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * What the bytes of one kind of message must look like, so that a message is refused whole before
 * any of its fields is read: the exact length of its block, of its group's entries and of its
 * variable parts, and nothing after them.
 *
 * @param blockLength bytes of the fixed fields.
 * @param entryLength bytes of an entry of the group; 0 where there is no group.
 * @param maxEntries entries of the group at the most.
 * @param variableParts how many parts of variable length follow.
 */
record MessageShape(int blockLength, int entryLength, int maxEntries, int variableParts) {
  private static final int GROUP_HEADER_LENGTH = 4;
  private static final int MASK = 0xFFFF;

  /**
   * Whether a message has this shape.
   *
   * @param buffer that holds it.
   * @param offset of its block.
   * @param limit where the message ends.
   * @param actingBlockLength of the message's header.
   */
  boolean fits(
      final DirectBuffer buffer, final int offset, final int limit, final int actingBlockLength) {
    if (actingBlockLength != blockLength || offset + blockLength > limit) {
      return false;
    }
    int at = offset + blockLength;
    if (entryLength != 0) {
      at = afterGroup(buffer, at, limit);
    }
    for (int i = 0; i < variableParts && at >= 0; i++) {
      at = afterVariablePart(buffer, at, limit);
    }
    return at == limit;
  }

  private int afterGroup(final DirectBuffer buffer, final int at, final int limit) {
    if (at + GROUP_HEADER_LENGTH > limit) {
      return -1;
    }
    final int length = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & MASK;
    final int entries = buffer.getShort(at + 2, ByteOrder.LITTLE_ENDIAN) & MASK;
    if (length != entryLength || entries > maxEntries) {
      return -1;
    }
    return at + GROUP_HEADER_LENGTH + entries * entryLength;
  }

  private static int afterVariablePart(final DirectBuffer buffer, final int at, final int limit) {
    if (at + VariableParts.LENGTH_SIZE > limit) {
      return -1;
    }
    return at + VariableParts.LENGTH_SIZE + VariableParts.lengthAt(buffer, at);
  }
}
