package io.tollgate.engine.domain.support;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What quotas and budgets mean, in the most obvious words: a list of all uses there ever were,
 * summed up anew for each question, in numbers without a bound and the calendar of the JDK.
 */
public final class SlowModel {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final DateTimeFormatter HOUR = pattern("yyyy-MM-dd HH");
  private static final DateTimeFormatter DAY = pattern("yyyy-MM-dd");
  private static final DateTimeFormatter MONTH = pattern("yyyy-MM");

  private final List<Use> uses = new ArrayList<>();
  private final Map<TestAgent, Quota> quotas = new HashMap<>();
  private final Map<TestAgent, Budget> budgets = new HashMap<>();
  private long sequence;

  /** An agent's limits; -1 for none. */
  public record Quota(long hour, long day, long month, long concurrent) {}

  /** The rates of a price. */
  public record Price(long nanoPerMillion, long outputNanoPerMillion) {
    BigInteger cost(final long amount, final long outputAmount) {
      return BigInteger.valueOf(amount)
          .multiply(BigInteger.valueOf(nanoPerMillion))
          .add(BigInteger.valueOf(outputAmount).multiply(BigInteger.valueOf(outputNanoPerMillion)))
          .add(MILLION)
          .subtract(BigInteger.ONE)
          .divide(MILLION);
    }
  }

  private record Budget(long limitNano, BudgetPeriod period, long since) {}

  /** A use, open as long as it is only reserved. */
  private static final class Use {
    private long id;
    private TestAgent agent;
    private Instant madeAt;
    private Instant expiresAt;
    private Instant spentAt;
    private long spentSequence;
    private boolean isOpen;
    private Price price;
    private BigInteger units;
    private BigInteger costNano;
    private List<TestAgent> levels;
  }

  private static DateTimeFormatter pattern(final String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }

  private BigInteger sum(final Predicate<Use> which, final Function<Use, BigInteger> what) {
    return uses.stream().filter(which).map(what).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private BigInteger used(final TestAgent agent, final Instant now, final DateTimeFormatter of) {
    return sum(
        use -> use.agent.equals(agent) && of.format(use.madeAt).equals(of.format(now)),
        use -> use.units);
  }

  /** Used in the hour, what is open included. */
  public BigInteger hourUsed(final TestAgent agent, final Instant now) {
    return used(agent, now, HOUR);
  }

  /** Used in the day, what is open included. */
  public BigInteger dayUsed(final TestAgent agent, final Instant now) {
    return used(agent, now, DAY);
  }

  /** Used in the month, what is open included. */
  public BigInteger monthUsed(final TestAgent agent, final Instant now) {
    return used(agent, now, MONTH);
  }

  /** Units that are open. */
  public BigInteger held(final TestAgent agent) {
    return sum(use -> use.isOpen && use.agent.equals(agent), use -> use.units);
  }

  /** Units that were used for good, ever. */
  public BigInteger total(final TestAgent agent) {
    return sum(use -> !use.isOpen && use.agent.equals(agent), use -> use.units);
  }

  /** Money that is open. */
  public BigInteger reservedNano(final TestAgent agent) {
    return sum(use -> use.isOpen && use.levels.contains(agent), use -> use.costNano);
  }

  /** Money spent in the period. */
  public BigInteger spentNano(final TestAgent agent, final Instant now) {
    final Budget budget = budgets.get(agent);
    return sum(
        use ->
            !use.isOpen
                && use.levels.contains(agent)
                && use.spentSequence > budget.since
                && isSamePeriod(budget.period, use.spentAt, now),
        use -> use.costNano);
  }

  private static boolean isSamePeriod(
      final BudgetPeriod period, final Instant one, final Instant other) {
    return switch (period) {
      case LIFETIME -> true;
      case DAY -> DAY.format(one).equals(DAY.format(other));
      case MONTH -> MONTH.format(one).equals(MONTH.format(other));
    };
  }

  /** Whether the agent ever had a budget. */
  public boolean hasRecord(final TestAgent agent) {
    return budgets.containsKey(agent);
  }

  private boolean hasBudget(final TestAgent agent) {
    return hasRecord(agent) && budgets.get(agent).limitNano >= 0;
  }

  /** Sets limits. */
  public void setQuota(final TestAgent agent, final Quota quota) {
    quotas.put(agent, quota);
  }

  /** Sets a budget, and says how the gate must answer. */
  public Reason setBudget(final TestAgent agent, final long limitNano, final BudgetPeriod period) {
    if (limitNano < 0 && !hasRecord(agent)) {
      return Reason.NOT_FOUND;
    }
    if (limitNano < 0 && reservedNano(agent).signum() != 0) {
      return Reason.VALUE_INVALID;
    }
    final Budget before = budgets.get(agent);
    final boolean isAnew = before == null || before.period != period;
    budgets.put(agent, new Budget(limitNano, period, isAnew ? sequence : before.since));
    return Reason.OK;
  }

  /** Whether a use fits, and if not, why. */
  public Reason fits(
      final List<TestAgent> chain,
      final Instant now,
      final Price price,
      final long amount,
      final long outputAmount,
      final boolean isReservation) {
    final TestAgent agent = chain.get(chain.size() - 1);
    final List<TestAgent> levels = levels(chain, price);
    if (price != null && levels.isEmpty()) {
      return Reason.BUDGET_MISSING;
    }
    final BigInteger units = BigInteger.valueOf(amount).add(BigInteger.valueOf(outputAmount));
    if (units.compareTo(MOST) > 0) {
      return Reason.AMOUNT_OVERFLOW;
    }
    final Quota quota = quotas.getOrDefault(agent, new Quota(-1, -1, -1, -1));
    if (isOver(quota.hour, hourUsed(agent, now).add(units))) {
      return Reason.HOUR_QUOTA_EXCEEDED;
    }
    if (isOver(quota.day, dayUsed(agent, now).add(units))) {
      return Reason.DAY_QUOTA_EXCEEDED;
    }
    if (isOver(quota.month, monthUsed(agent, now).add(units))) {
      return Reason.MONTH_QUOTA_EXCEEDED;
    }
    if (isReservation && isOver(quota.concurrent, held(agent).add(units))) {
      return Reason.CONCURRENT_QUOTA_EXCEEDED;
    }
    final BigInteger cost = price == null ? BigInteger.ZERO : price.cost(amount, outputAmount);
    if (total(agent).add(held(agent)).add(units).compareTo(MOST) > 0
        || monthUsed(agent, now).add(units).compareTo(MOST) > 0
        || cost.compareTo(MOST) > 0) {
      return Reason.AMOUNT_OVERFLOW;
    }
    for (final TestAgent level : levels) {
      final BigInteger after = spentNano(level, now).add(reservedNano(level)).add(cost);
      if (after.compareTo(BigInteger.valueOf(budgets.get(level).limitNano)) > 0) {
        return Reason.BUDGET_EXCEEDED;
      }
    }
    return Reason.OK;
  }

  private static boolean isOver(final long limit, final BigInteger after) {
    return limit >= 0 && after.compareTo(BigInteger.valueOf(limit)) > 0;
  }

  private List<TestAgent> levels(final List<TestAgent> chain, final Price price) {
    return price == null ? List.of() : chain.stream().filter(this::hasBudget).toList();
  }

  /** Takes a use that fits: for good, or until it expires. */
  public void take(
      final long id,
      final List<TestAgent> chain,
      final Instant now,
      final Price price,
      final long amount,
      final long outputAmount,
      final Instant expiresAt) {
    final Use use = new Use();
    use.id = id;
    use.agent = chain.get(chain.size() - 1);
    use.madeAt = now;
    use.expiresAt = expiresAt;
    use.isOpen = expiresAt != null;
    use.price = price == null ? new Price(0, 0) : price;
    use.units = BigInteger.valueOf(amount).add(BigInteger.valueOf(outputAmount));
    use.costNano = use.price.cost(amount, outputAmount);
    use.levels = levels(chain, price);
    use.spentAt = now;
    use.spentSequence = ++sequence;
    uses.add(use);
  }

  /** Ends a reservation, and says how the gate must answer. */
  public Reason settle(
      final long id,
      final TestAgent agent,
      final Instant now,
      final long amount,
      final long outputAmount) {
    final Use use = uses.stream().filter(each -> each.id == id).findFirst().orElseThrow();
    if (!use.agent.equals(agent)) {
      return Reason.RESERVATION_NOT_OWNED;
    }
    final BigInteger units = BigInteger.valueOf(amount).add(BigInteger.valueOf(outputAmount));
    final BigInteger cost = use.price.cost(amount, outputAmount);
    if (units.compareTo(use.units) > 0 || cost.compareTo(use.costNano) > 0) {
      return Reason.COMMIT_EXCEEDS_RESERVATION;
    }
    end(use, now, units, cost);
    return Reason.OK;
  }

  private void end(
      final Use use, final Instant now, final BigInteger units, final BigInteger costNano) {
    use.isOpen = false;
    use.units = units;
    use.costNano = costNano;
    use.spentAt = now;
    use.spentSequence = ++sequence;
  }

  /** Gives back what is due. */
  public void expire(final Instant now) {
    for (final Use use : uses) {
      if (use.isOpen && !use.expiresAt.isAfter(now)) {
        end(use, now, BigInteger.ZERO, BigInteger.ZERO);
      }
    }
  }

  /** Ids of what is open. */
  public List<Long> openIds() {
    return uses.stream().filter(use -> use.isOpen).map(use -> use.id).toList();
  }
}
