package io.tollgate.engine.domain.chain;

import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.SlotIndex;

/**
 * The links that were revoked. A ring: when it is full, a revocation is forgotten if the
 * longest-lived link that was valid then has expired. Engine thread only.
 *
 * <p>Record of 32 bytes: 0 link id (0 = free), 8 revoked at (ns), 16 sequence, 24 agent slot.
 */
public final class RevokedLinkTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 32;

  private static final int LINK_ID = 0;
  private static final int REVOKED_AT = 8;
  private static final int SEQUENCE = 16;
  private static final int AGENT = 24;

  private final Slab slab;
  private final SlotIndex index;
  private final long keepNs;
  private long head;
  private long tail;

  /**
   * A table.
   *
   * @param slab of its records.
   * @param keepNs how long a revocation is kept: the longest lifetime of a link.
   */
  public RevokedLinkTable(final Slab slab, final long keepNs) {
    this.slab = slab;
    this.keepNs = keepNs;
    this.index = new SlotIndex(slab.capacity());
  }

  /** Works ring and index out anew from the records. */
  public void reindex() {
    index.clear();
    head = Long.MAX_VALUE;
    tail = 0;
    for (int slot = 0; slot < slab.backed(); slot++) {
      if (slab.getLong(slot, LINK_ID) != 0) {
        index.add(hashOf(slot), slot);
        head = Math.min(head, slab.getLong(slot, SEQUENCE));
        tail = Math.max(tail, slab.getLong(slot, SEQUENCE) + 1);
      }
    }
    head = Math.min(head, tail);
  }

  private long hashOf(final int slot) {
    return SlotIndex.hash(slab.getInt(slot, AGENT), slab.getLong(slot, LINK_ID));
  }

  private int slotOf(final long sequence) {
    return (int) (sequence % slab.capacity());
  }

  /** How many revocations are kept. */
  public int size() {
    return (int) (tail - head);
  }

  /**
   * Whether a link is revoked.
   *
   * @param linkId of the link.
   * @param agentSlot whom it delegates to: who may revoke for one agent cannot touch the links of
   *     another, whatever ids those have.
   */
  public boolean contains(final long linkId, final int agentSlot) {
    final long hash = SlotIndex.hash(agentSlot, linkId);
    int slot;
    for (int p = index.first(hash); (slot = index.slotAt(p)) != SlotIndex.NONE; p = index.next(p)) {
      if (index.mayMatch(p, hash)
          && slab.getLong(slot, LINK_ID) == linkId
          && slab.getInt(slot, AGENT) == agentSlot) {
        return true;
      }
    }
    return false;
  }

  /** Whether another revocation fits at a time; gives it memory. */
  public boolean hasRoom(final long nowNs) {
    return (tail - head < slab.capacity() || isForgettable(slotOf(head), nowNs))
        && slab.back(slotOf(tail));
  }

  private boolean isForgettable(final int slot, final long nowNs) {
    return nowNs - slab.getLong(slot, REVOKED_AT) > keepNs;
  }

  /** Adds a revocation. */
  public void add(final long linkId, final int agentSlot, final long nowNs) {
    if (!hasRoom(nowNs)) {
      throw new IllegalStateException("more than " + slab.capacity() + " revoked links");
    }
    if (tail - head == slab.capacity()) {
      final int oldest = slotOf(head++);
      index.remove(hashOf(oldest), oldest);
      slab.putLong(oldest, LINK_ID, 0);
    }
    final int slot = slotOf(tail);
    slab.putLong(slot, REVOKED_AT, nowNs);
    slab.putLong(slot, SEQUENCE, tail);
    slab.putLong(slot, AGENT, agentSlot);
    slab.putLong(slot, LINK_ID, linkId);
    index.add(hashOf(slot), slot);
    tail++;
  }

  /** The n-th kept revocation's link, oldest first; 0 to {@link #size()} - 1. */
  public long linkIdAt(final int n) {
    return slab.getLong(slotOf(head + n), LINK_ID);
  }

  /** The agent that the n-th kept revocation's link delegates to. */
  public int agentSlotAt(final int n) {
    return slab.getInt(slotOf(head + n), AGENT);
  }

  /** When the n-th kept revocation was made, nanoseconds since the epoch. */
  public long revokedAtNs(final int n) {
    return slab.getLong(slotOf(head + n), REVOKED_AT);
  }
}
