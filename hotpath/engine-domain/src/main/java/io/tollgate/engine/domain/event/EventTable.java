package io.tollgate.engine.domain.event;

import io.tollgate.engine.domain.memory.SequenceIndex;
import io.tollgate.engine.domain.memory.Slab;
import java.util.Arrays;

/**
 * Event ids that were decided not long ago, with what was decided, so that a repeated request gets
 * the same answer and counts once. A ring: an id is kept for a fixed time at least, and while the
 * ring is full of such, new ids are refused rather than old ones forgotten. Later it is forgotten
 * when new ids come and half of the ring is taken, the oldest first. No agent can take the ring
 * from all others: see {@link #isShareTaken}. Engine thread only.
 *
 * <p>Each id has a sequence number, which says where in the ring it is. Which ones are kept is two
 * numbers, {@link #oldest} and {@link #next}: to forget an id, only the first is moved on.
 *
 * <p>That an id was never seen is told by the index alone, by some bits of the id's keyed hash, in
 * the very cache line that a new id is about to be written to. So filter and place are one line,
 * and only an id that is there, or one in a million, has a record looked up.
 *
 * <p>Record of 128 bytes, two cache lines. In the first, all that finding and forgetting look at: 4
 * agent slot, 8 and 16 id, 24 operation, 25 permission, 26 resource, 27 reason, 28 failing hop, 32
 * kept until (ns), 40 amount, 48 output amount, 56 cost. In the second: 64 fitting, 72 position, 80
 * price, 96 scope.
 */
public final class EventTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 128;

  /** No event. */
  public static final int NONE = -1;

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
  private static final int SCOPE = 96;
  private static final int MOST_FORGOTTEN_AT_ONCE = 2;

  /** This part of the ring is an agent's share. */
  private static final int SHARES = 8;

  private final Slab slab;
  private final SequenceIndex index;
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
    this.index = new SequenceIndex(slab.capacity());
    this.idsOfAgents = new int[agents];
  }

  /**
   * Works the index out anew from the records.
   *
   * @param oldestKept sequence of the oldest id.
   * @param nextFree sequence that the next id will get.
   */
  public void reindex(final long oldestKept, final long nextFree) {
    index.clear();
    Arrays.fill(idsOfAgents, 0);
    head = oldestKept;
    headAtBatchStart = head;
    headSlot = slotOf(head);
    tailSlot = headSlot;
    for (tail = head; tail < nextFree; tail++) {
      index.add(hashOf(tailSlot), head, tail);
      idsOfAgents[slab.getInt(tailSlot, AGENT)]++;
      tailSlot = slotAfter(tailSlot);
    }
  }

  /** Sequence of the oldest id that is kept. */
  public long oldest() {
    return head;
  }

  /** Sequence that the next id will get. */
  public long next() {
    return tail;
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
    int bucket = index.bucket(key);
    int slot = findIn(bucket, key, idHigh, idLow);
    while (slot == NONE && index.isPassed(bucket, head, tail)) {
      bucket = index.after(bucket);
      slot = findIn(bucket, key, idHigh, idLow);
    }
    return slot;
  }

  private int findIn(final int bucket, final long key, final long idHigh, final long idLow) {
    for (int place = 0; place < SequenceIndex.PLACES; place++) {
      final long sequence = index.sequence(bucket, place, key, head, tail);
      if (sequence != SequenceIndex.NONE) {
        final int slot = slotOf(sequence);
        if (slab.getLong(slot, ID_HIGH) == idHigh && slab.getLong(slot, ID_LOW) == idLow) {
          return slot;
        }
      }
    }
    return NONE;
  }

  /** Reads where an id of some hash will be looked up or kept. */
  public long touch(final long idHash) {
    return index.touch(idHash);
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
      sum += slab.getLong(slot, KEPT_UNTIL);
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
    slab.initInt(slot, AGENT, event.agentSlot);
    index.add(hash.of(event.idHigh, event.idLow), head, tail);
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
      idsOfAgents[slab.getInt(headSlot, AGENT)]--;
      head++;
      headSlot = slotAfter(headSlot);
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
