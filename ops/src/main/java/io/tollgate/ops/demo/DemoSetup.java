package io.tollgate.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.delegation.DelegatorRequest;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes what a run needs, over the REST API as an operator would: a tenant, the fleet, its chains,
 * budgets and the price. Each run has a tenant of its own, so that its sums are its own too.
 */
final class DemoSetup {

  private static final Duration CHAIN_LIFETIME = Duration.ofHours(24);
  private static final String PERMISSION = "llm:call";
  private static final int NANO_DIGITS = 9;
  private static final long MAX_PRICE_ID = 4_294_967_295L;

  private final AdminClient client;
  private final DemoPlan plan;
  private final List<String> agentIds = new ArrayList<>();
  private final List<String> chains = new ArrayList<>();
  private final List<Ed25519KeyPair> keys = new ArrayList<>();
  private long position;
  private long priceId;
  private int permissionBit;

  DemoSetup(final AdminClient client, final DemoPlan plan) {
    this.client = client;
    this.plan = plan;
  }

  /**
   * Makes everything.
   *
   * @param runId names the tenant
   */
  void make(final long runId) {
    final JsonNode tenant =
        client
            .post(
                "/v1/tenants",
                Json.object().put("name", "demo-" + HexFormat.of().toHexDigits(runId)))
            .body();
    position = tenant.path("position").longValue();
    final long tenantId = tenant.path("tenant").path("tenant_id").longValue();
    permissionBit = findPermission();
    setPrice();
    final String expiresAt =
        Instant.now().plus(CHAIN_LIFETIME).truncatedTo(ChronoUnit.SECONDS).toString();
    for (final DemoAgent agent : plan.fleet().agents()) {
      agentIds.add(makeAgent(tenantId, agent));
      setBudget(agent);
      chains.add(delegate(agent, expiresAt));
    }
    keys.forEach(Ed25519KeyPair::close);
  }

  private int findPermission() {
    for (final JsonNode permission :
        client.getFresh(new Query("/v1/permissions")).body().path("items")) {
      if (permission.path("name").asText().equals(PERMISSION)) {
        return permission.path("bit").intValue();
      }
    }
    throw new IllegalStateException("the catalogue has no " + PERMISSION);
  }

  /** Takes the model's own entry of the price list, or makes one after the last. */
  private void setPrice() {
    final String name = plan.price().provider() + "/" + plan.price().model();
    long last = 0;
    for (final JsonNode price :
        client.list(new Query("/v1/prices"), Integer.MAX_VALUE).path("items")) {
      last = Math.max(last, price.path("price_id").longValue());
      if (price.path("name").asText().equals(name)) {
        priceId = price.path("price_id").longValue();
      }
    }
    if (priceId == 0) {
      priceId = Math.min(last + 1, MAX_PRICE_ID);
    }
    final ObjectNode price =
        Json.object()
            .put("name", name)
            .put("resource", "llm.tokens")
            .put("currency", "USD")
            .put("per_million", usd(plan.price().inputNanoPerMillion()))
            .put("output_per_million", usd(plan.price().outputNanoPerMillion()));
    client.put("/v1/prices/" + priceId, price, null);
  }

  /** The private key is kept for as long as the agent may delegate: until the set-up is done. */
  private String makeAgent(final long tenantId, final DemoAgent agent) {
    final ObjectNode request =
        Json.object()
            .put("tenant_id", tenantId)
            .put("name", agent.name())
            .put("trust", "trusted")
            .put("tier", "premium");
    final JsonNode created = client.post("/v1/agents", request).body();
    keys.add(
        Ed25519KeyPair.fromSeed(HexFormat.of().parseHex(created.path("private_key").asText())));
    return created.path("agent").path("agent_id").asText();
  }

  private void setBudget(final DemoAgent agent) {
    final ObjectNode budget =
        Json.object()
            .put("limit", usd(plan.budgetNano(agent.index())))
            .put("currency", "USD")
            .put("period", "lifetime");
    client.put(
        "/v1/agents/" + agentIds.get(agent.index()) + "/budget", budget, AdminClient.ANY_VERSION);
  }

  private String delegate(final DemoAgent agent, final String expiresAt) {
    final ObjectNode request =
        Json.object()
            .put("agent_id", agentIds.get(agent.index()))
            .put("expires_at", expiresAt)
            .put("delegations_left", DemoAgent.Position.WORKER.links() - agent.position().links());
    request.putArray("permissions").add(PERMISSION);
    if (agent.delegator() >= 0) {
      new DelegatorRequest(chains.get(agent.delegator()), keys.get(agent.delegator()))
          .sign(request, PermissionSet.NONE.with(permissionBit));
    }
    return client.post("/v1/delegations", request).body().path("chain").asText();
  }

  private static String usd(final long nano) {
    return BigDecimal.valueOf(nano, NANO_DIGITS).toPlainString();
  }

  /** Ids of the agents in the order of the fleet. */
  List<String> agentIds() {
    return List.copyOf(agentIds);
  }

  /** Their chains, which are secrets, in the order of the fleet. */
  List<String> chains() {
    return List.copyOf(chains);
  }

  /** Journal position at which the run's tenant was made. */
  long position() {
    return position;
  }

  long priceId() {
    return priceId;
  }

  int permissionBit() {
    return permissionBit;
  }

  /** Asks the engine for the counters of every agent. */
  List<EngineSums> engineSums(final AdminClient present) {
    return agentIds.stream()
        .map(id -> EngineSums.of(present.get(new Query("/v1/agents/" + id + "/state")).body()))
        .toList();
  }
}
