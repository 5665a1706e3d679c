package io.tollgate.adminapi.resource;

import io.tollgate.identity.domain.LiveAgent;
import io.tollgate.identity.domain.LiveAllowance;
import io.tollgate.identity.domain.LiveBudget;
import io.vertx.core.json.JsonObject;

/** Writes down what the engine holds about an agent. */
final class AgentStateJson {
  private AgentStateJson() {}

  static JsonObject of(final LiveAgent agent, final long position) {
    return new JsonObject()
        .put("agent_id", agent.agentId().hex())
        .put("tenant_id", agent.tenantId())
        .put("trust", Wire.trust(agent.trust()))
        .put("tier", Wire.tier(agent.tier()))
        .put("version", agent.version())
        .put("position", position)
        .put("allowed_count", agent.allowedCount())
        .put("denied_count", agent.deniedCount())
        .put("last_active_at", Wire.time(agent.lastActive()))
        .put("budget", agent.budget().map(AgentStateJson::budget).orElse(null))
        .put("allowances", Wire.items(agent.allowances(), AgentStateJson::allowance));
  }

  private static JsonObject budget(final LiveBudget live) {
    final long taken = live.spentNano() + live.reservedNano();
    return new JsonObject()
        .put("limit", Wire.money(live.budget().limitNano()))
        .put("spent", Wire.money(live.spentNano()))
        .put("reserved", Wire.money(live.reservedNano()))
        // A limit that was lowered below what is taken leaves nothing, not less than nothing.
        .put("remaining", Wire.money(Math.max(0, live.budget().limitNano() - taken)))
        .put("currency", live.budget().currency().getCurrencyCode())
        .put("period", Wire.period(live.budget().period()));
  }

  private static JsonObject allowance(final LiveAllowance live) {
    return new JsonObject()
        .put("resource", Wire.resource(live.quota().resource()))
        .put("hour", window(live.quota().hourLimit(), live.hourUsed()))
        .put("day", window(live.quota().dayLimit(), live.dayUsed()))
        .put("month", window(live.quota().monthLimit(), live.monthUsed()))
        .put("concurrent", window(live.quota().concurrentLimit(), live.held()))
        .put("total_used", live.totalUsed());
  }

  private static JsonObject window(final long limit, final long used) {
    return new JsonObject().put("limit", QuotaJson.limit(limit)).put("used", used);
  }
}
