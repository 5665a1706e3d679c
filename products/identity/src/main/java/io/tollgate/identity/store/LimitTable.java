package io.tollgate.identity.store;

import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.Quota;
import io.tollgate.support.Currencies;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Quotas and budgets, by the agent's number. */
public final class LimitTable {
  /** Takes down a quota. */
  public void quota(final Handle handle, final long agentIndex, final Quota quota) {
    handle.execute(
        "INSERT INTO identity.quota VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (agent_index, resource) DO UPDATE"
            + " SET hour_limit = excluded.hour_limit, day_limit = excluded.day_limit,"
            + " month_limit = excluded.month_limit, concurrent_limit = excluded.concurrent_limit",
        agentIndex,
        quota.resource().code(),
        quota.hourLimit(),
        quota.dayLimit(),
        quota.monthLimit(),
        quota.concurrentLimit());
  }

  /** Takes down a budget. */
  public void budget(
      final Handle handle,
      final long agentIndex,
      final long limitNano,
      final int currency,
      final int period) {
    handle.execute(
        "INSERT INTO identity.budget VALUES (?, ?, ?, ?) ON CONFLICT (agent_index) DO UPDATE"
            + " SET limit_nano = excluded.limit_nano, currency = excluded.currency, period = excluded.period",
        agentIndex,
        limitNano,
        currency,
        period);
  }

  /** Takes down that a budget was taken away. */
  public void noBudget(final Handle handle, final long agentIndex) {
    handle.execute("DELETE FROM identity.budget WHERE agent_index = ?", agentIndex);
  }

  /** An agent's quotas by resource. */
  public List<Quota> quotas(final Handle handle, final long agentIndex) {
    return handle
        .createQuery(
            "SELECT resource, hour_limit, day_limit, month_limit, concurrent_limit FROM identity.quota"
                + " WHERE agent_index = :index ORDER BY resource")
        .bind("index", agentIndex)
        .map(
            (row, context) ->
                new Quota(
                    ResourceType.ofCode(row.getInt(1)),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)))
        .list();
  }

  /** An agent's budget. */
  public Optional<Budget> budget(final Handle handle, final long agentIndex) {
    return handle
        .createQuery(
            "SELECT limit_nano, currency, period FROM identity.budget WHERE agent_index = :index")
        .bind("index", agentIndex)
        .map(
            (row, context) ->
                new Budget(
                    row.getLong(1),
                    Currencies.ofNumber(row.getInt(2)),
                    BudgetPeriod.ofCode(row.getInt(3))))
        .findOne();
  }
}
