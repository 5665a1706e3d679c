package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Agents;
import io.tollgate.identity.Limits;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.Quota;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Quotas and budgets of agents. They share the agent's version, which a write sets to its own
 * position.
 */
public final class LimitCalls {
  private final Limits limits;
  private final Agents agents;

  /** Over the services. */
  public LimitCalls(final Limits limits, final Agents agents) {
    this.limits = limits;
    this.agents = agents;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("listQuotas", this::quotas)
        .put("setQuota", this::setQuota)
        .put("getBudget", this::budget)
        .put("setBudget", this::setBudget)
        .put("deleteBudget", this::deleteBudget);
  }

  private Answer quotas(final CallRequest request) {
    // The version is read first: what changes in between makes the ETag too old, never too new.
    final Agent agent = agents.get(request.agentId(), request.atLeastPosition()).value();
    final Positioned<List<Quota>> quotas =
        limits.quotas(agent.agentId(), request.atLeastPosition());
    return Answer.ok(
            subject(agent.agentId(), agent.version())
                .put("items", Wire.items(quotas.value(), QuotaJson::json)))
        .at(quotas.position())
        .withVersion(agent.version());
  }

  private Answer setQuota(final CallRequest request) {
    final long expected = request.requiredVersion();
    final Quota quota = QuotaJson.of(Wire.resource(request.path("resource")), request.body());
    final Positioned<Quota> set =
        limits.setQuota(request.agentId(), quota, expected, request.actor());
    return written(request.agentId(), set.position(), "quota", QuotaJson.json(set.value()));
  }

  private Answer budget(final CallRequest request) {
    final Agent agent = agents.get(request.agentId(), request.atLeastPosition()).value();
    final Positioned<Budget> budget = limits.budget(agent.agentId(), request.atLeastPosition());
    return Answer.ok(subject(agent.agentId(), agent.version()).mergeIn(budgetJson(budget.value())))
        .at(budget.position())
        .withVersion(agent.version());
  }

  private Answer setBudget(final CallRequest request) {
    final long expected = request.requiredVersion();
    final Members body = request.body();
    final Budget budget =
        new Budget(
            body.money("limit"), body.currency("currency"), Wire.period(body.text("period")));
    final Positioned<Budget> set =
        limits.setBudget(request.agentId(), budget, expected, request.actor());
    return written(request.agentId(), set.position(), "budget", budgetJson(set.value()));
  }

  private Answer deleteBudget(final CallRequest request) {
    final long expected = request.requiredVersion();
    final Positioned<AgentId> removed =
        limits.removeBudget(request.agentId(), expected, request.actor());
    return written(request.agentId(), removed.position(), "budget", null);
  }

  private static Answer written(
      final AgentId agentId, final long position, final String name, final JsonObject now) {
    return Answer.ok(
            new JsonObject()
                .put("position", position)
                .mergeIn(subject(agentId, position))
                .put(name, now))
        .at(position)
        .withVersion(position);
  }

  private static JsonObject subject(final AgentId agentId, final long version) {
    return new JsonObject().put("agent_id", agentId.hex()).put("version", version);
  }

  static JsonObject budgetJson(final Budget budget) {
    return new JsonObject()
        .put("limit", Wire.money(budget.limitNano()))
        .put("currency", budget.currency().getCurrencyCode())
        .put("period", Wire.period(budget.period()));
  }
}
