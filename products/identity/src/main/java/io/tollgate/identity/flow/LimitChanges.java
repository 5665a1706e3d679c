package io.tollgate.identity.flow;

import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Price;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.CatalogueTable;
import io.tollgate.identity.store.LimitTable;
import io.tollgate.sbe.journal.BudgetSetDecoder;
import io.tollgate.sbe.journal.PriceSetDecoder;
import io.tollgate.sbe.journal.QuotaSetDecoder;
import io.tollgate.support.Currencies;
import io.tollgate.support.database.SqlText;

/** What records about quotas, budgets and prices change. */
final class LimitChanges {
  private static final long NO_BUDGET = -1;

  private final AgentTable agents = new AgentTable();
  private final LimitTable limits = new LimitTable();
  private final CatalogueTable catalogue = new CatalogueTable();

  Change of(final QuotaSetDecoder record, final long position) {
    final long agentIndex = record.agentIndex();
    final Quota quota =
        new Quota(
            ResourceType.ofCode(record.resource()),
            record.hourLimit(),
            record.dayLimit(),
            record.monthLimit(),
            record.concurrentLimit());
    return handle -> {
      limits.quota(handle, agentIndex, quota);
      agents.version(handle, agentIndex, position);
    };
  }

  Change of(final BudgetSetDecoder record, final long position) {
    final long agentIndex = record.agentIndex();
    final long limitNano = record.limitNano();
    final int currency = record.currency();
    final int period = record.period();
    return handle -> {
      if (limitNano == NO_BUDGET) {
        limits.noBudget(handle, agentIndex);
      } else {
        limits.budget(handle, agentIndex, limitNano, currency, period);
      }
      agents.version(handle, agentIndex, position);
    };
  }

  Change of(final PriceSetDecoder record, final long position) {
    final int currency = record.currency();
    record.skipActor();
    final Price price =
        new Price(
            (int) record.priceId(),
            SqlText.of(record.name()),
            ResourceType.ofCode(record.resource()),
            Currencies.ofNumber(currency),
            record.nanoPerMillion(),
            record.outputNanoPerMillion());
    return handle -> catalogue.price(handle, price, currency, position);
  }
}
