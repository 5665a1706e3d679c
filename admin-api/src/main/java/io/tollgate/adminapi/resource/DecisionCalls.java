package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.InputError;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.audit.CommandDetail;
import io.tollgate.audit.Decision;
import io.tollgate.audit.DecisionFilter;
import io.tollgate.audit.DecisionLog;
import io.tollgate.audit.RequestDetail;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.AgentId;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import java.util.List;

/** What the gate decided. */
public final class DecisionCalls {
  private static final String ALLOW = "ALLOW";
  private static final String DENY = "DENY";

  private final DecisionLog decisions;

  /** Over the decision log. */
  public DecisionCalls(final DecisionLog decisions) {
    this.decisions = decisions;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("listDecisions", this::list);
  }

  private Answer list(final CallRequest request) {
    final DecisionFilter filter =
        new DecisionFilter(
            request.queryAgent("agent"),
            request.queryTime("from"),
            request.queryTime("to"),
            request.query("decision").map(ALLOW::equals),
            request.query("reason").map(DecisionCalls::reason));
    return Wire.page(
        decisions.query(filter, request.page(), request.atLeastPosition()), DecisionCalls::json);
  }

  private static Reason reason(final String name) {
    try {
      return Reason.valueOf(name);
    } catch (final IllegalArgumentException unknown) {
      throw new ProblemException(
          Problem.of(
              ApiReason.REQUEST_INVALID,
              "the request breaks the contract",
              List.of(new InputError("query", "reason", "is no reason of the gate"))));
    }
  }

  /** How a verdict is written. */
  static String verdict(final boolean allowed) {
    return allowed ? ALLOW : DENY;
  }

  private static JsonObject json(final Decision decision) {
    return new JsonObject()
        .put("position", decision.position())
        .put("time", Wire.time(decision.time()))
        .put("kind", Wire.lower(decision.kind()))
        .put("decision", verdict(decision.allowed()))
        .put("reason", decision.reason().name())
        .put("agent_id", decision.agent().map(AgentId::hex).orElse(null))
        .put("failing_hop", decision.failingHop().orElse(null))
        .put("count", decision.count())
        .put("request", decision.request().map(DecisionCalls::request).orElse(null))
        .put("command", decision.command().map(DecisionCalls::command).orElse(null));
  }

  private static JsonObject request(final RequestDetail detail) {
    return new JsonObject()
        .put("link_id", detail.linkId().map(Wire::linkId).orElse(null))
        .put("permission", detail.permission().orElse(null))
        .put("scope_hash", Wire.scopeHash(detail.scopeHash()))
        .put("resource", detail.resource().orElse(null))
        .put("amount", detail.amount())
        .put("output_amount", detail.outputAmount())
        .put("cost", Wire.money(detail.costNano()))
        .put("currency", detail.currency().map(Currency::getCurrencyCode).orElse(null))
        .put("price_id", detail.priceId() == 0 ? null : detail.priceId())
        .put("event_id", detail.eventId().orElse(null))
        .put("fitting", detail.fitting().orElse(null));
  }

  private static JsonObject command(final CommandDetail detail) {
    return new JsonObject()
        .put("name", detail.name())
        .put("subject", detail.subject().map(AgentId::hex).orElse(null))
        .put("actor", detail.actor());
  }
}
