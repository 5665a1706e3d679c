package io.tollgate.engine.domain.event;

import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.fact.Reserved;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.SlotIndex;
import io.tollgate.engine.domain.quota.Calendar;

/**
 * Reservations: open until they are committed, released or expire, then remembered for a fixed time
 * so that a repeated settlement gets the same answer. Engine thread only.
 *
 * <p>Record of 256 bytes: 0 state, 4 agent slot, 8 and 16 id, 24 permission, 25 resource, 26
 * levels, 28 price, 32 amount, 40 output amount, 48 cost, 56 and 64 rates, 72 expires at (ns), 80
 * hour, 88 day and 96 month of the reservation, 104 settled amount, 112 settled output amount, 120
 * settled cost, 128 position, 136 position of the settlement, 144 due (ns), 152 agent slots of the
 * levels (8 of 4 bytes), 184 scope.
 */
public final class ReservationTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 256;

  /** No reservation. */
  public static final int NONE = -1;

  private static final int STATE = 0;
  private static final int AGENT = 4;
  private static final int ID_HIGH = 8;
  private static final int ID_LOW = 16;
  private static final int PERMISSION = 24;
  private static final int RESOURCE = 25;
  private static final int LEVEL_COUNT = 26;
  private static final int PRICE = 28;
  private static final int AMOUNT = 32;
  private static final int OUTPUT_AMOUNT = 40;
  private static final int COST = 48;
  private static final int RATE = 56;
  private static final int OUTPUT_RATE = 64;
  private static final int EXPIRES_AT = 72;
  private static final int HOUR = 80;
  private static final int DAY = 88;
  private static final int MONTH = 96;
  private static final int SETTLED_AMOUNT = 104;
  private static final int SETTLED_OUTPUT_AMOUNT = 112;
  private static final int SETTLED_COST = 120;
  private static final int POSITION = 128;
  private static final int SETTLED_POSITION = 136;
  private static final int DUE = 144;
  private static final int LEVELS = 152;
  private static final int SCOPE = 184;
  private static final int MOST_FORGOTTEN_AT_ONCE = 2;
  private static final long MASK = 0xFFFF_FFFFL;

  private final Slab slab;
  private final SlotIndex index;
  private final DueQueue open;
  private final DueQueue settled;
  private final int[] free;
  private final long keepNs;
  private final IdHash hash;
  private int freeCount;
  private int fresh;

  /**
   * A table.
   *
   * @param slab of its records.
   * @param keepNs how long a settled reservation is remembered.
   * @param hash of the ids.
   */
  public ReservationTable(final Slab slab, final long keepNs, final IdHash hash) {
    this.slab = slab;
    this.keepNs = keepNs;
    this.hash = hash;
    this.index = new SlotIndex(slab.capacity());
    this.open = new DueQueue(slab.capacity());
    this.settled = new DueQueue(slab.capacity());
    this.free = new int[slab.capacity()];
  }

  /** Works index, order and free slots out anew from the records. */
  public void reindex() {
    index.clear();
    open.clear();
    settled.clear();
    freeCount = 0;
    fresh = slab.backed();
    for (int slot = fresh - 1; slot >= 0; slot--) {
      final int state = stateCode(slot);
      if (state == ReservationState.FREE.code()) {
        free[freeCount++] = slot;
      } else {
        index.add(hashOf(slot), slot);
        queueOf(state).put(slot, slab.getLong(slot, DUE));
      }
    }
  }

  private DueQueue queueOf(final int stateCode) {
    return stateCode == ReservationState.OPEN.code() ? open : settled;
  }

  private long hashOf(final int slot) {
    return hash.ofOther(slab.getLong(slot, ID_HIGH), slab.getLong(slot, ID_LOW));
  }

  /** How many are open or remembered. */
  public int size() {
    return open.size() + settled.size();
  }

  /** How many are open. */
  public int openCount() {
    return open.size();
  }

  /** Finds a reservation that is open or remembered at a time. */
  public int find(final long idHigh, final long idLow, final long nowNs) {
    final long key = hash.of(idHigh, idLow);
    int slot;
    for (int p = index.first(key); (slot = index.slotAt(p)) != SlotIndex.NONE; p = index.next(p)) {
      if (index.mayMatch(p, key)
          && slab.getLong(slot, ID_HIGH) == idHigh
          && slab.getLong(slot, ID_LOW) == idLow
          && !isForgettable(slot, nowNs)) {
        return slot;
      }
    }
    return NONE;
  }

  /** The first slot that a search for an id of some hash would look at, or {@link #NONE}. */
  public int firstCandidate(final long idHash) {
    return index.slotAt(index.first(idHash));
  }

  /** Reads a little of every part of records that is changed when they are settled. */
  public long touch(final int[] slots, final int count) {
    return slab.touch(slots, count, STATE)
        + slab.touch(slots, count, SETTLED_COST)
        + slab.touch(slots, count, DUE);
  }

  private boolean isForgettable(final int slot, final long nowNs) {
    return stateCode(slot) != ReservationState.OPEN.code() && slab.getLong(slot, DUE) <= nowNs;
  }

  /** The open reservation that expired first by a time, or {@link #NONE}. */
  public int firstExpired(final long nowNs) {
    return open.isEmpty() || open.firstDueNs() > nowNs ? NONE : open.firstSlot();
  }

  /** Whether another reservation fits at a time; gives it memory. */
  public boolean hasRoom(final long nowNs) {
    return freeCount > 0 || slab.back(fresh) || hasForgettable(nowNs);
  }

  private boolean hasForgettable(final long nowNs) {
    return !settled.isEmpty() && settled.firstDueNs() <= nowNs;
  }

  /**
   * Settled reservations are forgotten here and nowhere else: only together with a fact, so that
   * the header's time moves on with it, and in a replay just as in the live state.
   */
  private int take(final long nowNs) {
    for (int i = 0; i < MOST_FORGOTTEN_AT_ONCE && hasForgettable(nowNs); i++) {
      forget(settled.firstSlot());
    }
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (!slab.back(fresh)) {
      throw new IllegalStateException("more than " + slab.capacity() + " reservations");
    }
    return fresh++;
  }

  private void forget(final int slot) {
    index.remove(hashOf(slot), slot);
    settled.remove(slot);
    slab.putInt(slot, STATE, ReservationState.FREE.code());
    free[freeCount++] = slot;
  }

  /** Opens a reservation. */
  public void open(
      final Reserved fact, final Calendar calendar, final long position, final long nowNs) {
    final int slot = take(nowNs);
    // Put, not init: the slot may have been forgotten in this very batch, which may be taken back.
    slab.putLong(slot, DUE, fact.expiresAtNs);
    slab.putLong(slot, ID_HIGH, fact.reservationIdHigh);
    slab.putLong(slot, ID_LOW, fact.reservationIdLow);
    slab.putLong(
        slot,
        PERMISSION,
        (fact.permission & 0xFFL)
            | (fact.resourceCode & 0xFFL) << 8
            | (fact.levels.count() & 0xFFL) << 16
            | (long) fact.priceId << 32);
    slab.putLong(slot, AMOUNT, fact.amount);
    slab.putLong(slot, OUTPUT_AMOUNT, fact.outputAmount);
    slab.putLong(slot, COST, fact.costNano);
    slab.putLong(slot, RATE, fact.nanoPerMillion);
    slab.putLong(slot, OUTPUT_RATE, fact.outputNanoPerMillion);
    slab.putLong(slot, EXPIRES_AT, fact.expiresAtNs);
    slab.putLong(slot, HOUR, calendar.hour());
    slab.putLong(slot, DAY, calendar.day());
    slab.putLong(slot, MONTH, calendar.month());
    slab.putLong(slot, SETTLED_AMOUNT, 0);
    slab.putLong(slot, SETTLED_OUTPUT_AMOUNT, 0);
    slab.putLong(slot, SETTLED_COST, 0);
    slab.putLong(slot, POSITION, position);
    slab.putLong(slot, SETTLED_POSITION, 0);
    slab.putLong(slot, SCOPE, fact.scopeHash);
    putLevels(slot, fact.levels);
    slab.putLong(slot, STATE, (long) fact.agentSlot << 32 | ReservationState.OPEN.code());
    index.add(hash.of(fact.reservationIdHigh, fact.reservationIdLow), slot);
    open.put(slot, fact.expiresAtNs);
  }

  /** Two to a word. */
  private void putLevels(final int slot, final BudgetLevels levels) {
    for (int level = 0; level < levels.count(); level += 2) {
      final long second = level + 1 < levels.count() ? levels.agentSlot(level + 1) : 0;
      slab.putLong(
          slot, LEVELS + level * Integer.BYTES, second << 32 | (levels.agentSlot(level) & MASK));
    }
  }

  /** Settles an open reservation. */
  public void settle(
      final int slot,
      final Settled fact,
      final ReservationState state,
      final long position,
      final long nowNs) {
    final long keptUntilNs = nowNs + keepNs;
    slab.putLong(slot, SETTLED_AMOUNT, fact.amount);
    slab.putLong(slot, SETTLED_OUTPUT_AMOUNT, fact.outputAmount);
    slab.putLong(slot, SETTLED_COST, fact.costNano);
    slab.putLong(slot, SETTLED_POSITION, position);
    slab.putLong(slot, DUE, keptUntilNs);
    slab.putInt(slot, STATE, state.code());
    open.remove(slot);
    settled.put(slot, keptUntilNs);
  }

  /** Code of {@link ReservationState}. */
  public int stateCode(final int slot) {
    return slab.getInt(slot, STATE);
  }

  public int agentSlot(final int slot) {
    return slab.getInt(slot, AGENT);
  }

  public long idHigh(final int slot) {
    return slab.getLong(slot, ID_HIGH);
  }

  public long idLow(final int slot) {
    return slab.getLong(slot, ID_LOW);
  }

  public int permission(final int slot) {
    return slab.getByte(slot, PERMISSION) & 0xFF;
  }

  public int resourceCode(final int slot) {
    return slab.getByte(slot, RESOURCE) & 0xFF;
  }

  public int levelCount(final int slot) {
    return slab.getByte(slot, LEVEL_COUNT);
  }

  /** Whose budget holds a part of the cost; root first. */
  public int levelAgentSlot(final int slot, final int level) {
    return slab.getInt(slot, LEVELS + level * Integer.BYTES);
  }

  public int priceId(final int slot) {
    return slab.getInt(slot, PRICE);
  }

  public long scopeHash(final int slot) {
    return slab.getLong(slot, SCOPE);
  }

  public long amount(final int slot) {
    return slab.getLong(slot, AMOUNT);
  }

  public long outputAmount(final int slot) {
    return slab.getLong(slot, OUTPUT_AMOUNT);
  }

  public long costNano(final int slot) {
    return slab.getLong(slot, COST);
  }

  public long nanoPerMillion(final int slot) {
    return slab.getLong(slot, RATE);
  }

  public long outputNanoPerMillion(final int slot) {
    return slab.getLong(slot, OUTPUT_RATE);
  }

  public long expiresAtNs(final int slot) {
    return slab.getLong(slot, EXPIRES_AT);
  }

  /** Whether it was made in the calendar's hour. */
  public boolean isOfHour(final int slot, final Calendar calendar) {
    return slab.getLong(slot, HOUR) == calendar.hour();
  }

  /** Whether it was made in the calendar's day. */
  public boolean isOfDay(final int slot, final Calendar calendar) {
    return slab.getLong(slot, DAY) == calendar.day();
  }

  /** Whether it was made in the calendar's month. */
  public boolean isOfMonth(final int slot, final Calendar calendar) {
    return slab.getLong(slot, MONTH) == calendar.month();
  }

  public long settledAmount(final int slot) {
    return slab.getLong(slot, SETTLED_AMOUNT);
  }

  public long settledOutputAmount(final int slot) {
    return slab.getLong(slot, SETTLED_OUTPUT_AMOUNT);
  }

  public long settledCostNano(final int slot) {
    return slab.getLong(slot, SETTLED_COST);
  }

  public long position(final int slot) {
    return slab.getLong(slot, POSITION);
  }

  public long settledPosition(final int slot) {
    return slab.getLong(slot, SETTLED_POSITION);
  }

  /** When it expires (open) or is forgotten (settled), nanoseconds since the epoch. */
  public long dueNs(final int slot) {
    return slab.getLong(slot, DUE);
  }

  /** How many slots {@link #stateCode} can be asked about. */
  public int slots() {
    return fresh;
  }
}
