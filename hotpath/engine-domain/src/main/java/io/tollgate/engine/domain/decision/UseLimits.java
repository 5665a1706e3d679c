package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.Calendar;
import io.tollgate.engine.domain.quota.Cost;
import io.tollgate.engine.domain.state.GateState;

/**
 * Everything that limits one use, read from the state once: the agent's windows and the budgets of
 * its chain. Whether a use fits, and how much would, is asked of the same rule. Engine thread only;
 * allocates nothing.
 */
final class UseLimits {
  private final GateState state;
  private final int[] levelHops = new int[BudgetLevels.MAX_LEVELS];
  private final int[] levelAgents = new int[BudgetLevels.MAX_LEVELS];
  private final long[] levelSpent = new long[BudgetLevels.MAX_LEVELS];
  private final long[] levelReserved = new long[BudgetLevels.MAX_LEVELS];
  private final long[] levelRemaining = new long[BudgetLevels.MAX_LEVELS];
  private int levels;
  private int leafHop;
  private int failingHop;
  private boolean isHolding;
  private long hourLimit;
  private long dayLimit;
  private long monthLimit;
  private long concurrentLimit;
  private long hourUsed;
  private long dayUsed;
  private long monthUsed;
  private long held;
  private long total;
  private long rate;
  private long outputRate;

  UseLimits(final GateState state) {
    this.state = state;
  }

  /** Reads the windows of the agent's resource. */
  void readAllowance(
      final int agentSlot, final int resourceCode, final Calendar calendar, final boolean holds) {
    final AllowanceTable allowances = state.allowances();
    final int slot = allowances.find(agentSlot, resourceCode);
    final boolean isNew = slot == AllowanceTable.NONE;
    isHolding = holds;
    hourLimit = isNew ? AllowanceTable.UNLIMITED : allowances.hourLimit(slot);
    dayLimit = isNew ? AllowanceTable.UNLIMITED : allowances.dayLimit(slot);
    monthLimit = isNew ? AllowanceTable.UNLIMITED : allowances.monthLimit(slot);
    concurrentLimit = isNew || !holds ? AllowanceTable.UNLIMITED : allowances.concurrentLimit(slot);
    hourUsed = isNew ? 0 : allowances.hourUsed(slot, calendar);
    dayUsed = isNew ? 0 : allowances.dayUsed(slot, calendar);
    monthUsed = isNew ? 0 : allowances.monthUsed(slot, calendar);
    held = isNew ? 0 : allowances.held(slot);
    total = isNew ? 0 : allowances.totalUsed(slot);
  }

  /** No price: no budget is touched. */
  void readNoPrice(final ChainChecker chain) {
    leafHop = chain.links() - 1;
    levels = 0;
    rate = 0;
    outputRate = 0;
  }

  /** Reads the budgets of the chain, root first. */
  Reason readBudgets(final ChainChecker chain, final int priceSlot, final Calendar calendar) {
    readNoPrice(chain);
    rate = state.prices().nanoPerMillion(priceSlot);
    outputRate = state.prices().outputNanoPerMillion(priceSlot);
    final int currency = state.prices().currency(priceSlot);
    final BudgetTable budgets = state.budgets();
    for (int hop = 0; hop < chain.links(); hop++) {
      final int slot = budgets.find(chain.agentSlot(hop));
      if (slot != BudgetTable.NONE) {
        if (budgets.currency(slot) != currency) {
          failingHop = hop;
          return Reason.CURRENCY_MISMATCH;
        }
        levelHops[levels] = hop;
        levelAgents[levels] = chain.agentSlot(hop);
        levelSpent[levels] = budgets.spentNano(slot, calendar);
        levelReserved[levels] = budgets.reservedNano(slot);
        levelRemaining[levels] = budgets.remainingNano(slot, calendar);
        levels++;
      }
    }
    failingHop = leafHop;
    return levels == 0 ? Reason.BUDGET_MISSING : Reason.OK;
  }

  /** Whether a use fits everywhere. */
  Reason fits(final long amount, final long outputAmount) {
    failingHop = leafHop;
    final long units = amount + outputAmount;
    if (units < 0) {
      return Reason.AMOUNT_OVERFLOW;
    }
    final Reason windows = fitsWindows(units);
    if (windows != Reason.OK) {
      return windows;
    }
    final long cost = Cost.nano(amount, rate, outputAmount, outputRate);
    if (cost == Cost.OVERFLOW) {
      return Reason.AMOUNT_OVERFLOW;
    }
    for (int level = 0; level < levels; level++) {
      if (cost > levelRemaining[level]) {
        failingHop = levelHops[level];
        return Reason.BUDGET_EXCEEDED;
      }
    }
    return Reason.OK;
  }

  private Reason fitsWindows(final long units) {
    if (exceeds(hourLimit, hourUsed, units)) {
      return Reason.HOUR_QUOTA_EXCEEDED;
    }
    if (exceeds(dayLimit, dayUsed, units)) {
      return Reason.DAY_QUOTA_EXCEEDED;
    }
    if (exceeds(monthLimit, monthUsed, units)) {
      return Reason.MONTH_QUOTA_EXCEEDED;
    }
    if (exceeds(concurrentLimit, held, units)) {
      return Reason.CONCURRENT_QUOTA_EXCEEDED;
    }
    // Total and held are bounded together, because what is held will be added to the total.
    return units > Long.MAX_VALUE - total - held || units > Long.MAX_VALUE - monthUsed
        ? Reason.AMOUNT_OVERFLOW
        : Reason.OK;
  }

  private static boolean exceeds(final long limit, final long used, final long units) {
    return limit != AllowanceTable.UNLIMITED && units > limit - used;
  }

  /**
   * The largest use that would fit where the asked one does not: of the output amount where there
   * is one, else of the amount.
   *
   * @return units, or {@link Verdict#NOTHING_FITS}.
   */
  long fitting(final long amount, final long outputAmount) {
    final boolean isOutput = outputAmount > 0;
    // A use of nothing at all is no use: without an amount, some output must fit.
    long low = isOutput && amount > 0 ? 0 : 1;
    if (fitsVarying(isOutput, amount, low) != Reason.OK) {
      return Verdict.NOTHING_FITS;
    }
    long high = isOutput ? outputAmount : amount;
    while (high - low > 1) {
      final long middle = low + (high - low) / 2;
      if (fitsVarying(isOutput, amount, middle) == Reason.OK) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Reason fitsVarying(final boolean isOutput, final long amount, final long varying) {
    return isOutput ? fits(amount, varying) : fits(varying, 0);
  }

  /** Cost of a use that fits, in nano-units. */
  long costNano(final long amount, final long outputAmount) {
    return Cost.nano(amount, rate, outputAmount, outputRate);
  }

  /** Units that will be left in the tightest limited window. */
  long remainingAfter(final long units) {
    long remaining = Verdict.UNLIMITED;
    remaining = Math.min(remaining, left(hourLimit, hourUsed, units));
    remaining = Math.min(remaining, left(dayLimit, dayUsed, units));
    remaining = Math.min(remaining, left(monthLimit, monthUsed, units));
    return Math.min(remaining, left(concurrentLimit, held, units));
  }

  private static long left(final long limit, final long used, final long units) {
    return limit == AllowanceTable.UNLIMITED
        ? Verdict.UNLIMITED
        : Math.max(0, limit - used - units);
  }

  /** Money that will be left at the tightest level. */
  long budgetRemainingAfter(final long costNano) {
    long remaining = Verdict.UNLIMITED;
    for (int level = 0; level < levels; level++) {
      remaining = Math.min(remaining, Math.max(0, levelRemaining[level] - costNano));
    }
    return remaining;
  }

  /** The levels after the cost was spent, or reserved where the use holds. */
  void levelsAfter(final long costNano, final BudgetLevels after) {
    after.clear();
    for (int level = 0; level < levels; level++) {
      after.add(
          levelAgents[level],
          levelSpent[level] + (isHolding ? 0 : costNano),
          levelReserved[level] + (isHolding ? costNano : 0));
    }
  }

  int failingHop() {
    return failingHop;
  }

  long hourUsed() {
    return hourUsed;
  }

  long dayUsed() {
    return dayUsed;
  }

  long monthUsed() {
    return monthUsed;
  }

  long held() {
    return held;
  }

  long total() {
    return total;
  }

  long rate() {
    return rate;
  }

  long outputRate() {
    return outputRate;
  }
}
