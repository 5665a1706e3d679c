package io.tollgate.engine.domain.chain;

import static io.tollgate.engine.domain.chain.LinkLayout.LINK_LENGTH;
import static io.tollgate.engine.domain.chain.LinkLayout.MAX_LINKS;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Links that were verified not long ago, each hanging on the one above it, so that chains share
 * what they have in common: ten thousand agents below one lead keep the lead's link once, and it
 * stays in the processor's caches. On a hit all bytes of all links of the chain were compared, an
 * entry lives at most as long as it was told, and the epoch of every agent in the chain comes back
 * to be checked again.
 *
 * <p>An entry is known by the serial number of its filling and names that of the entry it hangs on:
 * when the upper one is filled anew or forgotten, everything below it is forgotten with it. That a
 * link stays within its parent was therefore verified of just the two that are compared.
 *
 * <p>A link's place follows from its tag: four ways a set, and no index in front, because what
 * costs is every cache line that has to be waited for before the next one is known. Replacement is
 * second chance within the set; memory is allocated at start. What is derived from it never reaches
 * the state, so its size changes no decision. One instance a thread; allocates nothing.
 *
 * <p>Entry of 192 bytes, three cache lines: 0 serial (0 = free), 8 serial of the parent (0 = root),
 * 16 slot of the parent, 20 agent slot, 24 epoch, 28 key slot, 32 as a last link valid until (ns),
 * 40 the link's tag, 72 the bytes under it, 191 used since a place was last looked for.
 */
public final class VerifiedLinkCache {
  /** Links that can be kept at the least. */
  public static final int MIN_CAPACITY = 2 * MAX_LINKS;

  /** Links that can be kept at the most. */
  public static final int MAX_CAPACITY = 1 << 21;

  private static final int WAYS = 4;
  private static final int SERIAL = 0;
  private static final int PARENT_SERIAL = 8;
  private static final int PARENT = 16;
  private static final int AGENT = 20;
  private static final int EPOCH = 24;
  private static final int KEY = 28;
  private static final int VALID_UNTIL = 32;
  private static final int TAG = 40;
  private static final int SEALED = TAG + LinkLayout.TAG_LENGTH;
  private static final int USED = SEALED + LinkLayout.SEALED_LENGTH;
  private static final int ENTRY_LENGTH = USED + 1;
  private static final int SEGMENT_SHIFT = 16;
  private static final int SEGMENT_ENTRIES = 1 << SEGMENT_SHIFT;
  private static final int LAST_SEALED_WORD = LinkLayout.SEALED_LENGTH - Long.BYTES;
  private static final long NO_SERIAL = 0;
  private static final long NEVER = Long.MIN_VALUE;
  private static final int MISS = -1;

  private final UnsafeBuffer[] segments;
  private final long[] addresses;
  private final int setMask;
  private final int[] found = new int[MAX_LINKS];
  private long lastSerial;

  /** Kept so that the reading is not left out. */
  @SuppressWarnings("UnusedVariable")
  private long peeked;

  private int turn;

  /**
   * An empty cache.
   *
   * @param capacity links; rounded up to a power of two, {@link #MIN_CAPACITY} to {@link
   *     #MAX_CAPACITY}.
   */
  public VerifiedLinkCache(final int capacity) {
    if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException("cache of " + capacity + " links");
    }
    final int entries = BitUtil.findNextPositivePowerOfTwo(capacity);
    final int segmentEntries = Math.min(entries, SEGMENT_ENTRIES);
    setMask = entries / WAYS - 1;
    segments = new UnsafeBuffer[entries / segmentEntries];
    addresses = new long[segments.length];
    for (int i = 0; i < segments.length; i++) {
      segments[i] =
          new UnsafeBuffer(
              BufferUtil.allocateDirectAligned(
                  segmentEntries * ENTRY_LENGTH, BitUtil.CACHE_LINE_LENGTH));
      addresses[i] = segments[i].addressOffset();
    }
  }

  private long address(final int slot) {
    return addresses[slot >>> SEGMENT_SHIFT] + (long) (slot & (SEGMENT_ENTRIES - 1)) * ENTRY_LENGTH;
  }

  /**
   * Looks a chain up; the other methods then tell about its hops.
   *
   * @param buffer that holds the chain.
   * @param offset of the root link.
   * @param links in the chain, 1 to {@link LinkLayout#MAX_LINKS}.
   * @param nowNs the engine's time.
   * @return whether all of it is here and still believed.
   */
  public boolean find(
      final DirectBuffer buffer, final int offset, final int links, final long nowNs) {
    buffer.boundsCheck(offset, links * LINK_LENGTH);
    final byte[] base = buffer.byteArray();
    final long chain = buffer.addressOffset() + offset;
    final long leaf = chain + (long) (links - 1) * LINK_LENGTH;
    final long tag = tagWord(base, leaf);
    final int set = firstOf(tag);
    for (int slot = set; slot < set + WAYS; slot++) {
      final long entry = address(slot);
      if (UnsafeApi.getLong(null, entry + TAG) == tag
          && UnsafeApi.getLong(null, entry + VALID_UNTIL) > nowNs
          && isSame(base, leaf, entry)
          && isBelowTheSame(base, chain, links - 1, entry)) {
        found[links - 1] = slot;
        markUsed(entry);
        return true;
      }
    }
    return false;
  }

  /**
   * Where a chain's last link seems to be, by one word of its tag; nothing is compared further. All
   * of it is read, so that it is near when it is asked for.
   *
   * @param buffer that holds the chain.
   * @param offset of the root link.
   * @param length of the chain as it was sent, bytes.
   * @return its slot, or -1.
   */
  public int peek(final DirectBuffer buffer, final int offset, final int length) {
    if (length < LINK_LENGTH) {
      return MISS;
    }
    final int leaf = offset + length - LINK_LENGTH;
    buffer.boundsCheck(leaf, LINK_LENGTH);
    final long tag = tagWord(buffer.byteArray(), buffer.addressOffset() + leaf);
    final int set = firstOf(tag);
    for (int slot = set; slot < set + WAYS; slot++) {
      final long entry = address(slot);
      if (UnsafeApi.getLong(null, entry + TAG) == tag) {
        readAll(entry);
        return slot;
      }
    }
    return MISS;
  }

  /**
   * Where the link above another one seems to be.
   *
   * @param slot of the other one.
   * @return its slot, or -1 where there is none.
   */
  public int peekAbove(final int slot) {
    final long entry = address(slot);
    final int above = UnsafeApi.getInt(null, entry + PARENT);
    if (UnsafeApi.getLong(null, entry + PARENT_SERIAL) == NO_SERIAL) {
      return MISS;
    }
    readAll(address(above));
    return above;
  }

  /** Who seems to stand at a link. */
  public int peekAgent(final int slot) {
    return UnsafeApi.getInt(null, address(slot) + AGENT);
  }

  private void readAll(final long entry) {
    peeked +=
        UnsafeApi.getLong(null, entry + BitUtil.CACHE_LINE_LENGTH)
            + UnsafeApi.getLong(null, entry + 2 * BitUtil.CACHE_LINE_LENGTH);
  }

  /** Whether what a link hangs on is the chain above it. */
  private boolean isBelowTheSame(
      final byte[] base, final long chain, final int hop, final long entry) {
    long below = entry;
    for (int above = hop - 1; above >= 0; above--) {
      final int slot = UnsafeApi.getInt(null, below + PARENT);
      final long serial = UnsafeApi.getLong(null, below + PARENT_SERIAL);
      final long parent = address(slot);
      if (serial == NO_SERIAL
          || UnsafeApi.getLong(null, parent + SERIAL) != serial
          || !isSame(base, chain + (long) above * LINK_LENGTH, parent)) {
        return false;
      }
      found[above] = slot;
      markUsed(parent);
      below = parent;
    }
    return UnsafeApi.getLong(null, below + PARENT_SERIAL) == NO_SERIAL;
  }

  private static void markUsed(final long entry) {
    if (UnsafeApi.getByte(null, entry + USED) == 0) {
      UnsafeApi.putByte(null, entry + USED, (byte) 1);
    }
  }

  /** The agent at a hop of the chain that was found. */
  public int agentSlot(final int hop) {
    return UnsafeApi.getInt(null, address(found[hop]) + AGENT);
  }

  /** The epoch in which the agent was verified. */
  public int epoch(final int hop) {
    return UnsafeApi.getInt(null, address(found[hop]) + EPOCH);
  }

  /** The key of a hop. */
  public int keySlot(final int hop) {
    return UnsafeApi.getInt(null, address(found[hop]) + KEY);
  }

  /** Forgets the link at a hop of the chain that was found, and with it all that hang on it. */
  public void forget(final int hop) {
    final long entry = address(found[hop]);
    UnsafeApi.putLong(null, entry + SERIAL, NO_SERIAL);
    UnsafeApi.putLong(null, entry + VALID_UNTIL, NEVER);
  }

  /**
   * Keeps the link at a hop of a chain that was just verified in full; called for every hop, root
   * first.
   *
   * @param buffer that holds the link.
   * @param link its offset.
   * @param hop its place in the chain.
   * @param isLast whether the chain ends with it. A link above another one is kept to hang others
   *     on and is never found as a chain by itself: it does not show its whole tag, so whoever
   *     sends it as a last link has not shown that it was given to them.
   * @param agentSlot who stands there.
   * @param epoch of that agent.
   * @param keySlot of the key that sealed it.
   * @param validUntilNs when it must be verified anew.
   */
  public void add(
      final DirectBuffer buffer,
      final int link,
      final int hop,
      final boolean isLast,
      final int agentSlot,
      final int epoch,
      final int keySlot,
      final long validUntilNs) {
    buffer.boundsCheck(link, LINK_LENGTH);
    final byte[] base = buffer.byteArray();
    final long from = buffer.addressOffset() + link;
    final long parentSerial =
        hop == 0 ? NO_SERIAL : UnsafeApi.getLong(null, address(found[hop - 1]) + SERIAL);
    int slot = same(base, from, hop == 0 ? 0 : found[hop - 1], parentSerial);
    if (slot == MISS) {
      slot = take(firstOf(tagWord(base, from)));
      final long entry = address(slot);
      UnsafeApi.putLong(null, entry + SERIAL, ++lastSerial);
      UnsafeApi.putLong(null, entry + PARENT_SERIAL, parentSerial);
      UnsafeApi.putInt(null, entry + PARENT, hop == 0 ? 0 : found[hop - 1]);
      UnsafeApi.copyMemory(
          base, from + LinkLayout.TAG_OFFSET, null, entry + TAG, LinkLayout.TAG_LENGTH);
      UnsafeApi.copyMemory(base, from, null, entry + SEALED, LinkLayout.SEALED_LENGTH);
    }
    final long entry = address(slot);
    UnsafeApi.putInt(null, entry + AGENT, agentSlot);
    UnsafeApi.putInt(null, entry + EPOCH, epoch);
    UnsafeApi.putInt(null, entry + KEY, keySlot);
    UnsafeApi.putLong(null, entry + VALID_UNTIL, isLast ? validUntilNs : NEVER);
    UnsafeApi.putByte(null, entry + USED, (byte) 1);
    found[hop] = slot;
  }

  private int same(final byte[] base, final long from, final int parent, final long parentSerial) {
    final int set = firstOf(tagWord(base, from));
    for (int slot = set; slot < set + WAYS; slot++) {
      final long entry = address(slot);
      if (UnsafeApi.getLong(null, entry + SERIAL) != NO_SERIAL
          && UnsafeApi.getInt(null, entry + PARENT) == parent
          && UnsafeApi.getLong(null, entry + PARENT_SERIAL) == parentSerial
          && isSame(base, from, entry)) {
        return slot;
      }
    }
    return MISS;
  }

  /** A place in a set: a free one, or one that was not used since a place was last looked for. */
  private int take(final int set) {
    int idle = MISS;
    for (int slot = set; slot < set + WAYS; slot++) {
      final long entry = address(slot);
      if (UnsafeApi.getLong(null, entry + SERIAL) == NO_SERIAL) {
        return slot;
      }
      if (UnsafeApi.getByte(null, entry + USED) == 0) {
        idle = slot;
      }
      UnsafeApi.putByte(null, entry + USED, (byte) 0);
    }
    return idle == MISS ? set + (turn++ & (WAYS - 1)) : idle;
  }

  /** Forgets everything: what was verified against a batch that was taken back may not be so. */
  public void clear() {
    for (final UnsafeBuffer segment : segments) {
      segment.setMemory(0, segment.capacity(), (byte) 0);
    }
  }

  /** The first slot of a link's set. The tag is a MAC: evenly spread for all that can be here. */
  private int firstOf(final long tag) {
    return ((int) (tag ^ tag >>> 32) & setMask) * WAYS;
  }

  private static long tagWord(final byte[] base, final long link) {
    return UnsafeApi.getLong(base, link + LinkLayout.TAG_OFFSET);
  }

  /** Takes as long wherever they differ, because a chain is a secret. */
  private static boolean isSame(final byte[] base, final long link, final long entry) {
    // The last word under the tag overlaps the one before it.
    long difference =
        UnsafeApi.getLong(base, link + LAST_SEALED_WORD)
            ^ UnsafeApi.getLong(null, entry + SEALED + LAST_SEALED_WORD);
    for (int i = 0; i < LAST_SEALED_WORD; i += Long.BYTES) {
      difference |= UnsafeApi.getLong(base, link + i) ^ UnsafeApi.getLong(null, entry + SEALED + i);
    }
    for (int i = 0; i < LinkLayout.TAG_LENGTH; i += Long.BYTES) {
      difference |=
          UnsafeApi.getLong(base, link + LinkLayout.TAG_OFFSET + i)
              ^ UnsafeApi.getLong(null, entry + TAG + i);
    }
    return difference == 0;
  }
}
