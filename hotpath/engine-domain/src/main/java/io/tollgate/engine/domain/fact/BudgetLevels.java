package io.tollgate.engine.domain.fact;

/** The budgets of a chain, root first, as a decision leaves them. */
public final class BudgetLevels {
  /** Levels at the most: the links of a chain. */
  public static final int MAX_LEVELS = 8;

  private final int[] agentSlots = new int[MAX_LEVELS];
  private final long[] spentAfterNano = new long[MAX_LEVELS];
  private final long[] reservedAfterNano = new long[MAX_LEVELS];
  private int count;

  /** How many levels. */
  public int count() {
    return count;
  }

  /** Forgets all levels. */
  public void clear() {
    count = 0;
  }

  /** Adds a level below the others. */
  public void add(final int agentSlot, final long spentNano, final long reservedNano) {
    agentSlots[count] = agentSlot;
    spentAfterNano[count] = spentNano;
    reservedAfterNano[count] = reservedNano;
    count++;
  }

  /** Whose budget a level is. */
  public int agentSlot(final int level) {
    return agentSlots[level];
  }

  /** What is spent at a level, in nano-units. */
  public long spentAfterNano(final int level) {
    return spentAfterNano[level];
  }

  /** What is reserved at a level, in nano-units. */
  public long reservedAfterNano(final int level) {
    return reservedAfterNano[level];
  }
}
