package io.tollgate.engine.domain.quota;

import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.memory.Slab;

/**
 * What an agent may use of a resource, and what it has used: a record an agent and resource, made
 * when a limit is set or a first use is granted. Windows are those of the UTC calendar; a count is
 * of the window whose number stands beside it. Engine thread only.
 *
 * <p>Record of 128 bytes, two cache lines. In the first, what a use changes: 0 in use, 1 resource,
 * 4 agent slot, 8 hour, 12 day, 16 month, 24 to 47 used in each, 48 held, 56 used in total. In the
 * second, 64 to 95 limits (hour, day, month, concurrent).
 */
public final class AllowanceTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 128;

  /** No limit. */
  public static final long UNLIMITED = -1;

  /** No record. */
  public static final int NONE = AgentTable.NONE;

  private static final int USED = 0;
  private static final int RESOURCE = 1;
  private static final int AGENT = 4;
  private static final int HOUR = 8;
  private static final int DAY = 12;
  private static final int MONTH = 16;
  private static final int HOUR_USED = 24;
  private static final int DAY_USED = 32;
  private static final int MONTH_USED = 40;
  private static final int HELD = 48;
  private static final int TOTAL = 56;
  private static final int HOUR_LIMIT = 64;
  private static final int DAY_LIMIT = 72;
  private static final int MONTH_LIMIT = 80;
  private static final int CONCURRENT_LIMIT = 88;
  private static final long INT_MASK = 0xFFFF_FFFFL;

  private final Slab slab;
  private final AgentTable agents;
  private int size;

  /**
   * A table.
   *
   * @param slab of its records.
   * @param agents that hold the slots of their records.
   */
  public AllowanceTable(final Slab slab, final AgentTable agents) {
    this.slab = slab;
    this.agents = agents;
  }

  /** Works the size out anew from the records. */
  public void reindex() {
    size = slab.countUsed(USED);
  }

  /** How many records. */
  public int size() {
    return size;
  }

  /** Whether the agent has a record for the resource or can get one; gives it memory. */
  public boolean hasRoomFor(final int agentSlot, final int resourceCode) {
    return find(agentSlot, resourceCode) != NONE || slab.back(size);
  }

  /** The record of an agent and resource, or {@link #NONE}. */
  public int find(final int agentSlot, final int resourceCode) {
    return agents.allowanceSlot(agentSlot, resourceCode);
  }

  /** The record of an agent and resource, made where there is none. */
  public int acquire(final int agentSlot, final int resourceCode) {
    final int found = find(agentSlot, resourceCode);
    if (found != NONE) {
      return found;
    }
    if (!slab.back(size)) {
      throw new IllegalStateException("more than " + slab.capacity() + " allowances");
    }
    final int slot = size++;
    slab.initZero(slot);
    slab.initInt(slot, AGENT, agentSlot);
    slab.initInt(slot, USED, resourceCode << 8);
    slab.initLong(slot, HOUR_LIMIT, UNLIMITED);
    slab.initLong(slot, DAY_LIMIT, UNLIMITED);
    slab.initLong(slot, MONTH_LIMIT, UNLIMITED);
    slab.initLong(slot, CONCURRENT_LIMIT, UNLIMITED);
    slab.putByte(slot, USED, (byte) 1);
    agents.setAllowanceSlot(agentSlot, resourceCode, slot);
    return slot;
  }

  /** Reads a little of records that are in use, so that they are near when they change. */
  public long touch(final int[] slots, final int count) {
    return slab.touch(slots, count, USED) + slab.touch(slots, count, HOUR_LIMIT);
  }

  public int agentSlot(final int slot) {
    return slab.getInt(slot, AGENT);
  }

  public int resourceCode(final int slot) {
    return slab.getByte(slot, RESOURCE) & 0xFF;
  }

  public long hourLimit(final int slot) {
    return slab.getLong(slot, HOUR_LIMIT);
  }

  public long dayLimit(final int slot) {
    return slab.getLong(slot, DAY_LIMIT);
  }

  public long monthLimit(final int slot) {
    return slab.getLong(slot, MONTH_LIMIT);
  }

  public long concurrentLimit(final int slot) {
    return slab.getLong(slot, CONCURRENT_LIMIT);
  }

  /** Used in the calendar's hour, open reservations included. */
  public long hourUsed(final int slot, final Calendar calendar) {
    return slab.getInt(slot, HOUR) == calendar.hour() ? slab.getLong(slot, HOUR_USED) : 0;
  }

  /** Used in the calendar's day, open reservations included. */
  public long dayUsed(final int slot, final Calendar calendar) {
    return slab.getInt(slot, DAY) == calendar.day() ? slab.getLong(slot, DAY_USED) : 0;
  }

  /** Used in the calendar's month, open reservations included. */
  public long monthUsed(final int slot, final Calendar calendar) {
    return slab.getInt(slot, MONTH) == calendar.month() ? slab.getLong(slot, MONTH_USED) : 0;
  }

  /** In open reservations. */
  public long held(final int slot) {
    return slab.getLong(slot, HELD);
  }

  /** Consumed and committed, ever. */
  public long totalUsed(final int slot) {
    return slab.getLong(slot, TOTAL);
  }

  /** Sets the limits. */
  public void setLimits(final QuotaSet fact) {
    final int slot = acquire(fact.agentSlot, fact.resourceCode);
    slab.putLong(slot, HOUR_LIMIT, fact.hourLimit);
    slab.putLong(slot, DAY_LIMIT, fact.dayLimit);
    slab.putLong(slot, MONTH_LIMIT, fact.monthLimit);
    slab.putLong(slot, CONCURRENT_LIMIT, fact.concurrentLimit);
  }

  /** Sets what is used in the calendar's windows. */
  public void setUsed(
      final int slot, final Calendar calendar, final long hour, final long day, final long month) {
    slab.putLong(slot, HOUR, calendar.day() << Integer.SIZE | (calendar.hour() & INT_MASK));
    slab.putLong(slot, MONTH, calendar.month());
    slab.putLong(slot, HOUR_USED, hour);
    slab.putLong(slot, DAY_USED, day);
    slab.putLong(slot, MONTH_USED, month);
  }

  public void setHeld(final int slot, final long held) {
    slab.putLong(slot, HELD, held);
  }

  public void setTotalUsed(final int slot, final long total) {
    slab.putLong(slot, TOTAL, total);
  }
}
