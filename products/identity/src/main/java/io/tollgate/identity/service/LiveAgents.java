package io.tollgate.identity.service;

import io.tollgate.client.AgentSnapshot;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.LiveAgent;
import io.tollgate.identity.domain.LiveAllowance;
import io.tollgate.identity.domain.LiveBudget;
import io.tollgate.identity.domain.Quota;
import io.tollgate.support.AgentId;
import io.tollgate.support.Currencies;
import java.time.Instant;
import java.util.Optional;

/** The engine's answer in identity's words. */
final class LiveAgents {
  private LiveAgents() {}

  static LiveAgent of(final AgentId agentId, final AgentSnapshot snapshot) {
    return new LiveAgent(
        agentId,
        snapshot.tenantId(),
        snapshot.trust(),
        snapshot.tier(),
        snapshot.version(),
        snapshot.allowedCount(),
        snapshot.deniedCount(),
        snapshot.lastActiveNs() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(0, snapshot.lastActiveNs())),
        snapshot.budget().map(LiveAgents::budget),
        snapshot.allowances().stream().map(LiveAgents::allowance).toList());
  }

  private static LiveBudget budget(final AgentSnapshot.Budget budget) {
    return new LiveBudget(
        new Budget(budget.limitNano(), Currencies.ofNumber(budget.currency()), budget.period()),
        budget.spentNano(),
        budget.reservedNano());
  }

  private static LiveAllowance allowance(final AgentSnapshot.Allowance allowance) {
    return new LiveAllowance(
        new Quota(
            allowance.resource(),
            allowance.hourLimit(),
            allowance.dayLimit(),
            allowance.monthLimit(),
            allowance.concurrentLimit()),
        allowance.hourUsed(),
        allowance.dayUsed(),
        allowance.monthUsed(),
        allowance.held(),
        allowance.totalUsed());
  }
}
