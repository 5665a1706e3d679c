package io.tollgate.identity.service;

import io.tollgate.client.GateCommand;
import io.tollgate.identity.Limits;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.LimitTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Quotas and budgets. */
final class GateLimits implements Limits {
  private final IdentityParts parts;
  private final AgentCommands commands;
  private final AgentTable agents = new AgentTable();
  private final LimitTable table = new LimitTable();

  GateLimits(final IdentityParts parts, final AgentCommands commands) {
    this.parts = parts;
    this.commands = commands;
  }

  @Override
  public Positioned<List<Quota>> quotas(final AgentId agentId, final long atLeastPosition) {
    return parts.require(
        "agent",
        agentId,
        atLeastPosition,
        handle -> index(handle, agentId).map(index -> table.quotas(handle, index)));
  }

  private Optional<Long> index(final Handle handle, final AgentId agentId) {
    return agents.find(handle, agentId).map(Agent::agentIndex);
  }

  @Override
  public Positioned<Quota> setQuota(
      final AgentId agentId, final Quota quota, final long expectedVersion, final Actor actor) {
    final GateCommand command =
        new GateCommand.SetQuota(
            agentId.toBytes(),
            quota.resource(),
            quota.hourLimit(),
            quota.dayLimit(),
            quota.monthLimit(),
            quota.concurrentLimit(),
            expectedVersion);
    return new Positioned<>(quota, commands.give(agentId, command, actor));
  }

  @Override
  public Positioned<Budget> budget(final AgentId agentId, final long atLeastPosition) {
    return parts.require(
        "budget of agent",
        agentId,
        atLeastPosition,
        handle -> index(handle, agentId).flatMap(index -> table.budget(handle, index)));
  }

  @Override
  public Positioned<Budget> setBudget(
      final AgentId agentId, final Budget budget, final long expectedVersion, final Actor actor) {
    final GateCommand command =
        new GateCommand.SetBudget(
            agentId.toBytes(),
            budget.limitNano(),
            budget.currency().getNumericCode(),
            budget.period(),
            expectedVersion);
    return new Positioned<>(budget, commands.give(agentId, command, actor));
  }

  @Override
  public Positioned<AgentId> removeBudget(
      final AgentId agentId, final long expectedVersion, final Actor actor) {
    final Budget present = budget(agentId, 0).value();
    final GateCommand command =
        new GateCommand.SetBudget(
            agentId.toBytes(),
            GateCommand.NO_BUDGET,
            present.currency().getNumericCode(),
            present.period(),
            expectedVersion);
    return new Positioned<>(agentId, commands.give(agentId, command, actor));
  }
}
