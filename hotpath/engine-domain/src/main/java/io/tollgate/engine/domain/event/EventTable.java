package io.tollgate.engine.domain.event;

import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.SlotIndex;
import java.util.Arrays;

/**
 * Event ids that were decided not long ago, with what was decided, so that a repeated request gets
 * the same answer and counts once. A ring: an id is kept for a fixed time at least, and while the
 * ring is full of such, new ids are refused rather than old ones forgotten. Later it is forgotten
 * when new ids come and half of the ring is taken, the oldest first. No agent can take the ring
 * from all others: see {@link #isShareTaken}. Engine thread only.
 *
 * <p>That an id was never seen is told by the index alone: an entry holds 32 bits of the id's keyed
 * hash beside the slot, in the very cache line that a new id is about to be written to. So filter
 * and place are one line, and only an id that is there, or one in thousands of millions, has a
 * record looked up.
 *
 * <p>Record of 128 bytes, two cache lines. In the first, all that finding and forgetting look at: 0
 * in use, 4 agent slot, 8 and 16 id, 24 operation, 25 permission, 26 resource, 27 reason, 28
 * failing hop, 32 kept until (ns), 40 amount, 48 output amount, 56 cost. In the second: 64 fitting,
 * 72 position, 80 price, 88 sequence, 96 scope.
 */
public final class EventTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 128;

  /** No event. */
  public static final int NONE = -1;

  private static final int USED = 0;
  private static final int AGENT = 4;
  private static final int ID_HIGH = 8;
  private static final int ID_LOW = 16;
  private static final int CODES = 24;
  private static final int KEPT_UNTIL = 32;
  private static final int AMOUNT = 40;
  private static final int OUTPUT_AMOUNT = 48;
  private static final int COST = 56;
  private static final int FITTING = 64;
  private static final int POSITION = 72;
  private static final int PRICE = 80;
  private static final int SEQUENCE = 88;
  private static final int SCOPE = 96;
  private static final int MOST_FORGOTTEN_AT_ONCE = 2;

  /** This part of the ring is an agent's share. */
  private static final int SHARES = 8;

  private final Slab slab;
  private final SlotIndex index;
  private final long keepNs;
  private final IdHash hash;

  /** Ids in the ring, by their agent's slot; worked out from the records. */
  private final int[] idsOfAgents;

  private long head;
  private long tail;
  private int headSlot;
  private int tailSlot;
  private long headAtBatchStart;

  /**
   * A table.
   *
   * @param slab of its records.
   * @param keepNs how long an id is kept.
   * @param hash of the ids: outsiders cannot choose some that look seen or that collide.
   * @param agents whose ids come, at the most.
   */
  public EventTable(final Slab slab, final long keepNs, final IdHash hash, final int agents) {
    this.slab = slab;
    this.keepNs = keepNs;
    this.hash = hash;
    this.index = new SlotIndex(slab.capacity());
    this.idsOfAgents = new int[agents];
  }

  /** Works ring and index out anew from the records. */
  public void reindex() {
    index.clear();
    Arrays.fill(idsOfAgents, 0);
    head = Long.MAX_VALUE;
    tail = 0;
    for (int slot = 0; slot < slab.backed(); slot++) {
      if (slab.getInt(slot, USED) != 0) {
        index.add(hashOf(slot), slot);
        idsOfAgents[slab.getInt(slot, AGENT)]++;
        head = Math.min(head, slab.getLong(slot, SEQUENCE));
        tail = Math.max(tail, slab.getLong(slot, SEQUENCE) + 1);
      }
    }
    head = Math.min(head, tail);
    headAtBatchStart = head;
    headSlot = slotOf(head);
    tailSlot = slotOf(tail);
  }

  /** Tells that a batch begins: what is forgotten from now on may have to come back. */
  public void beginBatch() {
    headAtBatchStart = head;
  }

  private long hashOf(final int slot) {
    return hash.ofOther(slab.getLong(slot, ID_HIGH), slab.getLong(slot, ID_LOW));
  }

  private int slotOf(final long sequence) {
    return (int) (sequence % slab.capacity());
  }

  /** Without a division. */
  private int slotAfter(final int slot) {
    return slot + 1 == slab.capacity() ? 0 : slot + 1;
  }

  /** How many ids are kept, or not yet forgotten. */
  public int size() {
    return (int) (tail - head);
  }

  /**
   * Finds an id that was not forgotten yet, though its time may be over: time can jump where a
   * clock is put right, and who asks again just then must not be decided anew.
   */
  public int find(final long idHigh, final long idLow) {
    final long key = hash.of(idHigh, idLow);
    int slot;
    for (int p = index.first(key); (slot = index.slotAt(p)) != SlotIndex.NONE; p = index.next(p)) {
      if (index.mayMatch(p, key)
          && slab.getLong(slot, ID_HIGH) == idHigh
          && slab.getLong(slot, ID_LOW) == idLow) {
        return slot;
      }
    }
    return NONE;
  }

  /** Reads where an id will be looked up or kept. */
  public long touch(final long idHigh, final long idLow) {
    return index.slotAt(index.first(hash.of(idHigh, idLow)));
  }

  /** Reads how many ids some agents have. */
  public long touchShares(final int[] agentSlots, final int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += idsOfAgents[agentSlots[i]];
    }
    return sum;
  }

  /** Reads where the oldest ids are kept, which so many new ones could make forgotten. */
  public long touchOldest(final int newIds) {
    long sum = 0;
    final long end =
        Math.min(
            tail + newIds - slab.capacity() / 2, head + (long) newIds * MOST_FORGOTTEN_AT_ONCE);
    int slot = headSlot;
    for (long sequence = head; sequence < Math.min(end, tail); sequence++) {
      sum += index.slotAt(index.first(hashOf(slot)));
      slot = slotAfter(slot);
    }
    return sum;
  }

  /** Whether another id fits at a time; gives it memory. */
  public boolean hasRoom(final long nowNs) {
    return (tail - head < slab.capacity() || isForgettable(headSlot, nowNs)) && slab.back(tailSlot);
  }

  /**
   * Whether an agent may add no id for now, so that others can: an eighth of the ring is its own,
   * and more than half of it is taken by ids that must be kept. Alone, an agent can take half.
   */
  public boolean isShareTaken(final int agentSlot, final long nowNs) {
    return tail - head > slab.capacity() / 2
        && (long) idsOfAgents[agentSlot] * SHARES >= slab.capacity()
        && !isForgettable(headSlot, nowNs);
  }

  private boolean isForgettable(final int slot, final long nowNs) {
    return slab.getLong(slot, KEPT_UNTIL) <= nowNs;
  }

  /** Keeps an id with what was decided. */
  public void add(final DecidedEvent event, final long position, final long nowNs) {
    if (!hasRoom(nowNs)) {
      throw new IllegalStateException("more than " + slab.capacity() + " event ids");
    }
    forget(nowNs);
    final int slot = tailSlot;
    if (tail - headAtBatchStart >= slab.capacity()) {
      // Forgotten in this very batch, which may be taken back; else the slot was free before.
      slab.save(slot);
    }
    slab.initLong(slot, KEPT_UNTIL, nowNs + keepNs);
    slab.initLong(slot, SEQUENCE, tail);
    slab.initLong(slot, ID_HIGH, event.idHigh);
    slab.initLong(slot, ID_LOW, event.idLow);
    slab.initLong(slot, CODES, event.packCodes());
    slab.initLong(slot, PRICE, event.priceId);
    slab.initLong(slot, AMOUNT, event.amount);
    slab.initLong(slot, OUTPUT_AMOUNT, event.outputAmount);
    slab.initLong(slot, COST, event.costNano);
    slab.initLong(slot, FITTING, event.fitting);
    slab.initLong(slot, SCOPE, event.scopeHash);
    slab.initLong(slot, POSITION, position);
    slab.putLong(slot, USED, (long) event.agentSlot << 32 | 1);
    index.add(hash.of(event.idHigh, event.idLow), slot);
    idsOfAgents[event.agentSlot]++;
    tail++;
    tailSlot = slotAfter(slot);
  }

  private void forget(final long nowNs) {
    for (int i = 0;
        i < MOST_FORGOTTEN_AT_ONCE
            && tail - head > slab.capacity() / 2
            && isForgettable(headSlot, nowNs);
        i++) {
      final int oldest = headSlot;
      head++;
      headSlot = slotAfter(oldest);
      index.remove(hashOf(oldest), oldest);
      idsOfAgents[slab.getInt(oldest, AGENT)]--;
      slab.putLong(oldest, USED, 0);
    }
  }

  /** Reads what was decided. */
  public void read(final int slot, final DecidedEvent into) {
    into.idHigh = slab.getLong(slot, ID_HIGH);
    into.idLow = slab.getLong(slot, ID_LOW);
    into.agentSlot = slab.getInt(slot, AGENT);
    into.unpackCodes(slab.getLong(slot, CODES));
    into.priceId = (int) slab.getLong(slot, PRICE);
    into.scopeHash = slab.getLong(slot, SCOPE);
    into.amount = slab.getLong(slot, AMOUNT);
    into.outputAmount = slab.getLong(slot, OUTPUT_AMOUNT);
    into.costNano = slab.getLong(slot, COST);
    into.fitting = slab.getLong(slot, FITTING);
  }

  /** Journal position of the decision. */
  public long position(final int slot) {
    return slab.getLong(slot, POSITION);
  }

  /** When the id is forgotten, nanoseconds since the epoch. */
  public long keptUntilNs(final int slot) {
    return slab.getLong(slot, KEPT_UNTIL);
  }

  /** Slot of the n-th id, oldest first; 0 to {@link #size()} - 1. */
  public int slotAt(final int n) {
    return slotOf(head + n);
  }
}
