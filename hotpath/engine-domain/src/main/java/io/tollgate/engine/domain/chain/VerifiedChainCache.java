package io.tollgate.engine.domain.chain;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Chains that were verified not long ago: all bytes are compared, an entry lives at most as long as
 * it was told, and the epochs of every agent in it come back to be checked again on each hit.
 *
 * <p>Set-associative, four ways, memory allocated at start. What is derived from it never reaches
 * the state, so its size changes no decision. One instance a thread; allocates nothing.
 */
public final class VerifiedChainCache {
  /** No entry. */
  public static final int MISS = -1;

  private static final int WAYS = 4;
  private static final int LENGTH_OFFSET = 0;
  private static final int VALID_UNTIL_OFFSET = 8;
  private static final int HOPS_OFFSET = 16;
  private static final int HOP_LENGTH = 12;
  private static final int BYTES_OFFSET = HOPS_OFFSET + LinkLayout.MAX_LINKS * HOP_LENGTH;
  private static final int ENTRY_LENGTH =
      BitUtil.align(BYTES_OFFSET + LinkLayout.MAX_CHAIN_LENGTH, 64);

  private final UnsafeBuffer memory;
  private final int setMask;
  private int turn;

  /**
   * An empty cache.
   *
   * @param capacity entries; rounded up to a power of two, 4 to 2^20.
   */
  public VerifiedChainCache(final int capacity) {
    if (capacity < WAYS || capacity > 1 << 20) {
      throw new IllegalArgumentException("cache of " + capacity + " chains");
    }
    final int entries = BitUtil.findNextPositivePowerOfTwo(capacity);
    memory = new UnsafeBuffer(ByteBuffer.allocateDirect(entries * ENTRY_LENGTH));
    setMask = entries / WAYS - 1;
  }

  /**
   * Looks a chain up.
   *
   * @param nowNs the engine's time.
   * @return an entry for the other methods, or {@link #MISS}.
   */
  public int find(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
    final int set = setOf(buffer, offset, length);
    for (int way = 0; way < WAYS; way++) {
      final int entry = (set + way) * ENTRY_LENGTH;
      if (memory.getInt(entry + LENGTH_OFFSET) == length
          && memory.getLong(entry + VALID_UNTIL_OFFSET) > nowNs
          && isSame(entry + BYTES_OFFSET, buffer, offset, length)) {
        return entry;
      }
    }
    return MISS;
  }

  /**
   * Keeps a chain that was just verified in full.
   *
   * @param validUntilNs when it must be verified anew.
   * @param nowNs the engine's time.
   * @return the entry, whose hops must be set now.
   */
  public int add(
      final DirectBuffer buffer,
      final int offset,
      final int length,
      final long validUntilNs,
      final long nowNs) {
    final int set = setOf(buffer, offset, length);
    int victim = -1;
    for (int way = 0; way < WAYS && victim < 0; way++) {
      final int entry = (set + way) * ENTRY_LENGTH;
      final boolean same =
          memory.getInt(entry + LENGTH_OFFSET) == length
              && isSame(entry + BYTES_OFFSET, buffer, offset, length);
      if (same || memory.getLong(entry + VALID_UNTIL_OFFSET) <= nowNs) {
        victim = entry;
      }
    }
    if (victim < 0) {
      victim = (set + (turn++ & (WAYS - 1))) * ENTRY_LENGTH;
    }
    memory.putInt(victim + LENGTH_OFFSET, length);
    memory.putLong(victim + VALID_UNTIL_OFFSET, validUntilNs);
    memory.putBytes(victim + BYTES_OFFSET, buffer, offset, length);
    return victim;
  }

  /** Forgets everything: what was verified against a batch that was taken back may not be so. */
  public void clear() {
    for (int entry = 0; entry < memory.capacity(); entry += ENTRY_LENGTH) {
      remove(entry);
    }
  }

  /** Forgets an entry whose chain is not good any more. */
  public void remove(final int entry) {
    memory.putInt(entry + LENGTH_OFFSET, 0);
    memory.putLong(entry + VALID_UNTIL_OFFSET, 0);
  }

  /** Notes who stands at a hop, in which epoch, under which key. */
  public void setHop(
      final int entry, final int hop, final int agentSlot, final int epoch, final int keySlot) {
    final int at = entry + HOPS_OFFSET + hop * HOP_LENGTH;
    memory.putInt(at, agentSlot);
    memory.putInt(at + 4, epoch);
    memory.putInt(at + 8, keySlot);
  }

  /** The agent at a hop. */
  public int agentSlot(final int entry, final int hop) {
    return memory.getInt(entry + HOPS_OFFSET + hop * HOP_LENGTH);
  }

  /** The epoch in which the agent was verified. */
  public int epoch(final int entry, final int hop) {
    return memory.getInt(entry + HOPS_OFFSET + hop * HOP_LENGTH + 4);
  }

  /** The key of a hop. */
  public int keySlot(final int entry, final int hop) {
    return memory.getInt(entry + HOPS_OFFSET + hop * HOP_LENGTH + 8);
  }

  private int setOf(final DirectBuffer buffer, final int offset, final int length) {
    // The last tag is a MAC: evenly spread for every chain that can ever be in here.
    final long tag = buffer.getLong(offset + length - LinkLayout.TAG_LENGTH);
    return ((int) (tag ^ (tag >>> 32)) & setMask) * WAYS;
  }

  /** Takes as long wherever they differ, because a chain is a secret. */
  private boolean isSame(
      final int at, final DirectBuffer buffer, final int offset, final int length) {
    final int words = length & ~7;
    long difference = 0;
    for (int i = 0; i < words; i += 8) {
      difference |= memory.getLong(at + i) ^ buffer.getLong(offset + i);
    }
    for (int i = words; i < length; i++) {
      difference |= memory.getByte(at + i) ^ buffer.getByte(offset + i);
    }
    return difference == 0;
  }
}
