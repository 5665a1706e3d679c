package io.tollgate.bench.scale;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;

/** Writes the commands that settle a population. */
final class Settlement {
  private static final int OPERATOR = 0;
  private static final int US_DOLLAR = 840;
  private static final ResourceType[] LIMITED = {
    ResourceType.LLM_TOKENS, ResourceType.CPU_SECONDS, ResourceType.EGRESS_BYTES
  };

  private final Population population;
  private final RecordWriter writer;
  private final AgentRegistered registered = new AgentRegistered();
  private final QuotaSet quota = new QuotaSet();
  private final BudgetSet budget = new BudgetSet();

  Settlement(final Population population, final RecordWriter writer) {
    this.population = population;
    this.writer = writer;
    registered.actor.set("bench");
    quota.actor.set("bench");
    budget.actor.set("bench");
  }

  /**
   * Settles everybody.
   *
   * @param withLimits whether each agent also gets three quotas and a budget.
   */
  void write(final boolean withLimits) {
    writeCatalogue();
    for (int slot = Population.ORGANISATION; slot < population.agents(); slot++) {
      register(slot);
      if (withLimits) {
        limit(slot);
      }
    }
  }

  private void writeCatalogue() {
    final KeyAdded key = new KeyAdded();
    key.keyId = Population.KEY_ID;
    key.tenantId = Population.TENANT;
    System.arraycopy(population.salt(), 0, key.salt, 0, key.salt.length);
    writer.applier().apply(key);
    writer.recorder().keyAdded(key);
    writer.next();
    final PermissionDefined permission = new PermissionDefined();
    permission.permission = Population.PERMISSION;
    permission.minimumTrustCode = Trust.UNTRUSTED.code();
    permission.name.set("llm:call");
    writer.applier().apply(permission);
    writer.recorder().permissionDefined(permission);
    writer.next();
    final PriceSet price = new PriceSet();
    price.priceId = Population.PRICE;
    price.currency = US_DOLLAR;
    price.resourceCode = ResourceType.LLM_TOKENS.code();
    price.nanoPerMillion = Population.NANO_PER_MILLION_UNITS;
    price.outputNanoPerMillion = Population.NANO_PER_MILLION_UNITS;
    price.name.set("model");
    writer.applier().apply(price);
    writer.recorder().priceSet(price);
    writer.next();
  }

  private void register(final int slot) {
    registered.agentSlot = slot;
    population.copyPublicKey(slot, registered.publicKey);
    population.copyId(registered.publicKey, registered.agentId);
    registered.tenantId = Population.TENANT;
    registered.trustCode = Trust.TRUSTED.code();
    registered.tierCode = Tier.STANDARD.code();
    registered.actorSlot = OPERATOR;
    registered.name.set("agent-" + slot);
    writer.applier().apply(registered);
    writer.recorder().agentRegistered(registered);
    writer.next();
  }

  private void limit(final int slot) {
    for (final ResourceType resource : LIMITED) {
      quota.agentSlot = slot;
      quota.resourceCode = resource.code();
      quota.hourLimit = 1L << 40;
      quota.dayLimit = 1L << 44;
      quota.monthLimit = 1L << 48;
      quota.concurrentLimit = -1;
      quota.actorSlot = OPERATOR;
      writer.applier().apply(quota);
      writer.recorder().quotaSet(quota);
      writer.next();
    }
    budget.agentSlot = slot;
    budget.currency = US_DOLLAR;
    budget.periodCode = BudgetPeriod.MONTH.code();
    budget.limitNano = Long.MAX_VALUE / 4;
    budget.actorSlot = OPERATOR;
    writer.applier().apply(budget);
    writer.recorder().budgetSet(budget);
    writer.next();
  }
}
