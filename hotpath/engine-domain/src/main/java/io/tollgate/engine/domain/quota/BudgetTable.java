package io.tollgate.engine.domain.quota;

import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.memory.Slab;

/**
 * The budgets of agents, in nano-units of a currency. A record, once made, stays with its agent;
 * without a limit it is no budget. Engine thread only.
 *
 * <p>Record of 64 bytes: 0 in use, 4 agent slot, 8 currency, 12 period kind, 16 limit (-1 none), 24
 * spent, 32 reserved, 40 number of the period that was spent in.
 */
public final class BudgetTable {
  /** Length of a record. */
  public static final int RECORD_LENGTH = 64;

  /** No limit: no budget. */
  public static final long NO_BUDGET = -1;

  /** No record. */
  public static final int NONE = AgentTable.NONE;

  private static final int USED = 0;
  private static final int AGENT = 4;
  private static final int CURRENCY = 8;
  private static final int PERIOD_KIND = 12;
  private static final int LIMIT = 16;
  private static final int SPENT = 24;
  private static final int RESERVED = 32;
  private static final int PERIOD = 40;

  private final Slab slab;
  private final AgentTable agents;
  private int size;

  /**
   * A table.
   *
   * @param slab of its records.
   * @param agents that hold the slots of their records.
   */
  public BudgetTable(final Slab slab, final AgentTable agents) {
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

  /** Whether the agent has a record or can get one; gives it memory. */
  public boolean hasRoomFor(final int agentSlot) {
    return agents.budgetSlot(agentSlot) != NONE || slab.back(size);
  }

  /** The slot of an agent's budget, or {@link #NONE} where it has none now. */
  public int find(final int agentSlot) {
    final int slot = agents.budgetSlot(agentSlot);
    return slot == NONE || slab.getLong(slot, LIMIT) == NO_BUDGET ? NONE : slot;
  }

  /** The slot of an agent's record, which may be without a limit, or {@link #NONE}. */
  public int record(final int agentSlot) {
    return agents.budgetSlot(agentSlot);
  }

  /** Reads a little of records that are in use, so that they are near when they change. */
  public long touch(final int[] slots, final int count) {
    return slab.touch(slots, count, USED);
  }

  /** ISO 4217 numeric code. */
  public int currency(final int slot) {
    return slab.getInt(slot, CURRENCY);
  }

  /** Code of {@link BudgetPeriod}. */
  public int periodCode(final int slot) {
    return slab.getInt(slot, PERIOD_KIND);
  }

  public long limitNano(final int slot) {
    return slab.getLong(slot, LIMIT);
  }

  /** Spent in the calendar's period. */
  public long spentNano(final int slot, final Calendar calendar) {
    return slab.getLong(slot, PERIOD) == calendar.period(periodCode(slot))
        ? slab.getLong(slot, SPENT)
        : 0;
  }

  /** In open reservations. */
  public long reservedNano(final int slot) {
    return slab.getLong(slot, RESERVED);
  }

  /** What is neither spent nor reserved; negative where the limit was lowered below them. */
  public long remainingNano(final int slot, final Calendar calendar) {
    return limitNano(slot) - spentNano(slot, calendar) - reservedNano(slot);
  }

  /** Sets limit, currency and period. Another kind of period or currency starts from nothing. */
  public void set(final BudgetSet fact, final Calendar calendar) {
    int slot = agents.budgetSlot(fact.agentSlot);
    if (slot == NONE) {
      if (!slab.back(size)) {
        throw new IllegalStateException("more than " + slab.capacity() + " budgets");
      }
      slot = size++;
      slab.initZero(slot);
      slab.initInt(slot, AGENT, fact.agentSlot);
      slab.putInt(slot, USED, 1);
      agents.setBudgetSlot(fact.agentSlot, slot);
    }
    if (periodCode(slot) != fact.periodCode || currency(slot) != fact.currency) {
      slab.putInt(slot, CURRENCY, fact.currency);
      slab.putInt(slot, PERIOD_KIND, fact.periodCode);
      slab.putLong(slot, SPENT, 0);
      slab.putLong(slot, PERIOD, calendar.period(fact.periodCode));
    }
    slab.putLong(slot, LIMIT, fact.limitNano);
  }

  /** Sets what is spent in the calendar's period, and what is reserved. */
  public void setUsed(
      final int slot, final Calendar calendar, final long spentNano, final long reservedNano) {
    slab.putLong(slot, PERIOD, calendar.period(periodCode(slot)));
    slab.putLong(slot, SPENT, spentNano);
    slab.putLong(slot, RESERVED, reservedNano);
  }
}
