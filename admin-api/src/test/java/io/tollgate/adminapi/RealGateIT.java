package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.fixture.AnswerValidator;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.RealGate;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.support.AgentId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP against a real engine, journal and PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealGateIT {
  private static final HexFormat HEX = HexFormat.of();

  private final Map<String, String> keys = new HashMap<>();
  private Vertx vertx;
  private AnswerValidator validator;
  private RealGate gate;

  @BeforeAll
  void start(@TempDir final Path data) {
    vertx = Vertx.vertx();
    validator = new AnswerValidator(vertx, ApiContract.load(vertx).await().document());
    gate = RealGate.start(data);
  }

  @AfterAll
  void stop() {
    gate.close();
    vertx.close().await();
  }

  @Test
  void shouldLetAnAgentDoWhatWasDelegatedToItAndNothingElse() {
    final int tenant = newTenant();
    final String lead = newAgent(tenant, "lead");
    final String worker = newAgent(tenant, "worker");

    final JsonObject root = delegate(lead, null, "llm:call", 1);
    final JsonObject child = delegate(worker, root.getString("chain"), "llm:call", 0);
    final JsonObject allowed = check(child.getString("chain"), "llm:call");
    final JsonObject denied = check(child.getString("chain"), "tool:use");

    assertThat(allowed.getString("decision")).isEqualTo("ALLOW");
    assertThat(allowed.getLong("position")).isPositive();
    assertThat(allowed.getJsonObject("explanation").getJsonArray("hops")).hasSize(2);
    assertThat(denied.getString("decision")).isEqualTo("DENY");
    assertThat(denied.getString("reason")).isEqualTo("PERMISSION_NOT_GRANTED");
    assertThat(denied.getJsonObject("explanation").getString("sentence"))
        .contains("does not grant tool:use");
    final String link = child.getJsonObject("delegation").getString("link_id");
    final JsonObject evidence =
        ok(
            "getDelegationEvidence",
            "GET",
            "/v1/delegations/" + link + "/evidence?at_least_position=" + child.getLong("position"),
            null);
    assertThat(evidence.getString("delegator_id")).isEqualTo(lead);
    assertThat(
            Ed25519.verify(
                HEX.parseHex(evidence.getString("public_key")),
                HEX.parseHex(evidence.getString("message")),
                HEX.parseHex(evidence.getString("signature"))))
        .isTrue();
    assertThat(child.getJsonObject("delegation").getString("parent_link_id"))
        .isEqualTo(root.getJsonObject("delegation").getString("link_id"));

    final JsonArray decisions =
        ok(
                "listDecisions",
                "GET",
                "/v1/decisions?agent="
                    + worker
                    + "&at_least_position="
                    + denied.getLong("position"),
                null)
            .getJsonArray("items");
    assertThat(decisions.getJsonObject(0).getString("reason")).isEqualTo("PERMISSION_NOT_GRANTED");
    assertThat(decisions.getJsonObject(1).getString("decision")).isEqualTo("ALLOW");
  }

  @Test
  void shouldCutOffEverythingBelowASuspendedAgentAtOnce() {
    final int tenant = newTenant();
    final String lead = newAgent(tenant, "lead");
    final String worker = newAgent(tenant, "worker");
    final String chain =
        delegate(worker, delegate(lead, null, "llm:call", 1).getString("chain"), "llm:call", 0)
            .getString("chain");
    assertThat(check(chain, "llm:call").getString("decision")).isEqualTo("ALLOW");

    ok("updateAgent", "PATCH", "/v1/agents/" + lead, "{\"trust\":\"suspended\"}", "If-Match", "*");

    final JsonObject denied = check(chain, "llm:call");
    assertThat(denied.getString("reason")).isEqualTo("AGENT_SUSPENDED");
    assertThat(denied.getInteger("failing_hop")).isZero();
  }

  @Test
  void shouldCutOffARevokedDelegationAndARetiredKey() {
    final int tenant = newTenant();
    final String agent = newAgent(tenant, "a");
    final JsonObject first = delegate(agent, null, "llm:call", 0);
    final JsonObject second = delegate(agent, null, "llm:call", 0);

    ok(
        "revokeDelegation",
        "POST",
        "/v1/delegations/" + first.getJsonObject("delegation").getString("link_id") + "/revocation",
        null);

    assertThat(check(first.getString("chain"), "llm:call").getString("reason"))
        .isEqualTo("LINK_REVOKED");
    assertThat(check(second.getString("chain"), "llm:call").getString("decision"))
        .isEqualTo("ALLOW");

    final int kid = second.getJsonObject("delegation").getInteger("kid");
    final JsonObject added =
        created("addKey", "/v1/keys", new JsonObject().put("tenant_id", tenant));
    ok("retireKey", "POST", "/v1/keys/" + kid + "/retirement", null);

    assertThat(check(second.getString("chain"), "llm:call").getString("reason"))
        .isEqualTo("KEY_RETIRED");
    final JsonObject third = delegate(agent, null, "llm:call", 0);
    assertThat(third.getJsonObject("delegation").getInteger("kid"))
        .isEqualTo(added.getJsonObject("key").getInteger("kid"));
    assertThat(check(third.getString("chain"), "llm:call").getString("decision"))
        .isEqualTo("ALLOW");
  }

  @Test
  void shouldEnrolAnAgentThatProvesItsOwnKey() {
    final int tenant = newTenant();
    try (Ed25519KeyPair pair = Ed25519.generate(new SecureRandom())) {
      final String publicKey = HEX.formatHex(pair.publicKey());
      final JsonObject challenge =
          created(
              "createChallenge", "/v1/challenges", new JsonObject().put("public_key", publicKey));
      final byte[] message = HEX.parseHex(challenge.getString("message"));
      final JsonObject agent =
          new JsonObject()
              .put("tenant_id", tenant)
              .put("name", "own-key")
              .put("public_key", publicKey)
              .put(
                  "proof",
                  new JsonObject()
                      .put("challenge_id", challenge.getString("challenge_id"))
                      .put("signature", HEX.formatHex(Ed25519.sign(pair, message))));

      final JsonObject enrolled = created("createAgent", "/v1/agents", agent);
      final HttpResponse<String> again = gate.send("POST", "/v1/agents", agent.encode());

      assertThat(enrolled.getJsonObject("agent").getString("public_key")).isEqualTo(publicKey);
      assertThat(enrolled.containsKey("private_key")).isFalse();
      assertThat(again.statusCode()).isEqualTo(422);
    }
  }

  @Test
  void shouldRotateAnAgentsKeyAndRefuseWhatOnlyOneKeySigned() {
    final JsonObject body =
        new JsonObject().put("tenant_id", newTenant()).put("name", "rotating").put("tier", "basic");
    final JsonObject enrolled = created("createAgent", "/v1/agents", body);
    final String id = enrolled.getJsonObject("agent").getString("agent_id");
    try (Ed25519KeyPair old =
            Ed25519KeyPair.fromSeed(HEX.parseHex(enrolled.getString("private_key")));
        Ed25519KeyPair next = Ed25519.generate(new SecureRandom())) {
      final byte[] message =
          KeyRotation.message(AgentId.ofHex(id), 1, old.publicKey(), next.publicKey());
      final JsonObject rotation =
          new JsonObject()
              .put("sequence", 1)
              .put("old_key", HEX.formatHex(old.publicKey()))
              .put("new_key", HEX.formatHex(next.publicKey()))
              .put("old_signature", HEX.formatHex(Ed25519.sign(old, message)))
              .put("new_signature", HEX.formatHex(Ed25519.sign(old, message)));
      final String path = "/v1/agents/" + id + "/keys";
      final HttpResponse<String> refused = gate.send("POST", path, rotation.encode());
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(ApiFixture.reason(refused)).isEqualTo("NEW_KEY_SIGNATURE_INVALID");
      assertThat(ApiFixture.json(refused).getLong("position")).isPositive();

      rotation.put("new_signature", HEX.formatHex(Ed25519.sign(next, message)));
      final JsonObject rotated = created("rotateAgentKey", path, rotation);
      final JsonObject keys =
          ok(
              "listAgentKeys",
              "GET",
              path + "?at_least_position=" + rotated.getLong("position"),
              null);
      assertThat(keys.getJsonArray("items")).hasSize(2);
      assertThat(keys.getJsonArray("items").getJsonObject(1).getString("message"))
          .isEqualTo(HEX.formatHex(message));
      final JsonObject agent = ok("getAgent", "GET", "/v1/agents/" + id, null);
      assertThat(agent.getString("current_key")).isEqualTo(HEX.formatHex(next.publicKey()));
      assertThat(agent.getInteger("key_sequence")).isOne();
    }
  }

  @Test
  void shouldLetAWorkloadJoinByATokenOnceWithoutAnyOtherRight() {
    final JsonObject made =
        created(
            "createJoinToken",
            "/v1/join-tokens",
            new JsonObject()
                .put("tenant_id", newTenant())
                .put("owner", "team:platform")
                .put("expires_at", Instant.now().plusSeconds(60).toString()));
    final JoinSecret secret = JoinSecret.ofText(made.getString("token")).orElseThrow();
    try (Ed25519KeyPair pair = Ed25519.generate(new SecureRandom())) {
      final byte[] message = secret.message(pair.publicKey(), "joined");
      final JsonObject join =
          new JsonObject()
              .put("token", secret.text())
              .put("name", "joined")
              .put("public_key", HEX.formatHex(pair.publicKey()))
              .put("signature", HEX.formatHex(Ed25519.sign(pair, message)));
      final HttpResponse<String> joined = gate.sendOpenly("/v1/joins", join.encode());
      assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
      assertThat(validator.complaints("join", joined)).isEmpty();
      final JsonObject agent = ApiFixture.json(joined).getJsonObject("agent");
      assertThat(agent.getString("owner")).isEqualTo("team:platform");
      assertThat(agent.getString("trust")).isEqualTo("untrusted");

      final HttpResponse<String> again = gate.sendOpenly("/v1/joins", join.encode());
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(ApiFixture.reason(again)).isEqualTo("JOIN_TOKEN_USED");
      assertThat(ApiFixture.json(again).getLong("position")).isPositive();
      assertThat(gate.sendOpenly("/v1/agents", "{}").statusCode()).isEqualTo(401);
      assertThat(gate.sendOpenly("/v1/joins/", join.encode()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void shouldSayWhoOwnsAnAgentAndRefuseMetadataWithoutBounds() {
    final String path = "/v1/agents/" + newAgent(newTenant(), "a");
    final JsonObject profile =
        new JsonObject()
            .put("owner", "human:alice")
            .put("metadata", new JsonObject().put("model", "gpt-4o"));
    ok("describeAgent", "PUT", path + "/profile", profile.encode());
    final String ten = "x".repeat(10 << 20);
    final JsonObject much = new JsonObject().put("metadata", new JsonObject().put("a", ten));
    assertThat(gate.send("PUT", path + "/profile", much.encode()).statusCode()).isEqualTo(413);
    final JsonObject nine = new JsonObject();
    for (int i = 0; i < 9; i++) {
      nine.put("k" + i, "v".repeat(256));
    }
    final HttpResponse<String> over =
        gate.send("PUT", path + "/profile", new JsonObject().put("metadata", nine).encode());
    assertThat(over.statusCode()).isEqualTo(422);
    final HttpResponse<String> half =
        gate.send("PUT", path + "/profile", "{\"metadata\":{\"a\":\"\\ud800\"}}");
    assertThat(half.statusCode()).isEqualTo(422);
    final JsonObject agent = ok("getAgent", "GET", path, null);
    assertThat(agent.getString("owner")).isEqualTo("human:alice");
    assertThat(agent.getJsonObject("metadata").getString("model")).isEqualTo("gpt-4o");
  }

  @Test
  void shouldRefuseChangesToWhatChangedMeanwhile() {
    final String agent = newAgent(newTenant(), "a");
    final String tag =
        gate.send("GET", "/v1/agents/" + agent, null).headers().firstValue("ETag").orElseThrow();

    final HttpResponse<String> first =
        gate.send("PATCH", "/v1/agents/" + agent, "{\"tier\":\"premium\"}", "If-Match", tag);
    final HttpResponse<String> second =
        gate.send("PATCH", "/v1/agents/" + agent, "{\"tier\":\"basic\"}", "If-Match", tag);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(412);
    assertThat(ApiFixture.reason(second)).isEqualTo("VERSION_CONFLICT");
    assertThat(validator.complaints("updateAgent", second)).isEmpty();
    final HttpResponse<String> third =
        gate.send(
            "PATCH",
            "/v1/agents/" + agent,
            "{\"tier\":\"basic\"}",
            "If-Match",
            first.headers().firstValue("ETag").orElseThrow());
    assertThat(third.statusCode()).as(third.body()).isEqualTo(200);
  }

  @Test
  void shouldSetAndShowLimits() {
    final String agent = newAgent(newTenant(), "a");
    final String path = "/v1/agents/" + agent;

    final JsonObject quota =
        ok(
            "setQuota",
            "PUT",
            path + "/quotas/llm.tokens",
            "{\"hour\":1000,\"day\":null,\"month\":9223372036854775807,\"concurrent\":0}",
            "If-Match",
            "*");
    final JsonObject budget =
        ok(
            "setBudget",
            "PUT",
            path + "/budget",
            "{\"limit\":\"12.5\",\"currency\":\"USD\",\"period\":\"month\"}",
            "If-Match",
            "\"" + quota.getLong("version") + "\"");
    final long position = budget.getLong("position");

    final JsonObject quotas =
        ok("listQuotas", "GET", path + "/quotas?at_least_position=" + position, null);
    assertThat(quotas.getLong("version")).isEqualTo(position);
    assertThat(
            quotas.getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.getString("resource").equals("llm.tokens")))
        .containsExactly(quota.getJsonObject("quota"));
    assertThat(
            ok("getBudget", "GET", path + "/budget?at_least_position=" + position, null)
                .getString("limit"))
        .isEqualTo("12.500000000");
    final JsonObject state =
        ok("getAgentState", "GET", path + "/state?at_least_position=" + position, null);
    assertThat(state.getJsonObject("budget").getString("remaining")).isEqualTo("12.500000000");

    final JsonObject gone = ok("deleteBudget", "DELETE", path + "/budget", null, "If-Match", "*");
    assertThat(gone.getValue("budget")).isNull();
    assertThat(
            gate.send("GET", path + "/budget?at_least_position=" + gone.getLong("position"), null)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldDefinePermissionsAndPrices() {
    final String name = "crm:export-" + UUID.randomUUID().toString().substring(0, 8);
    final JsonObject permission =
        created(
            "definePermission",
            "/v1/permissions",
            new JsonObject().put("name", name).put("minimum_trust", "trusted"));
    final JsonObject price =
        ok(
            "setPrice",
            "PUT",
            "/v1/prices/7",
            "{\"name\":\"gpt-4o\",\"resource\":\"llm.tokens\",\"currency\":\"USD\","
                + "\"per_million\":\"2.50\",\"output_per_million\":\"10\"}");

    assertThat(
            ok(
                    "listPermissions",
                    "GET",
                    "/v1/permissions?at_least_position=" + permission.getLong("position"),
                    null)
                .getJsonArray("items"))
        .contains(permission.getJsonObject("permission"));
    assertThat(
            ok(
                    "getPrice",
                    "GET",
                    "/v1/prices/7?at_least_position=" + price.getLong("position"),
                    null)
                .getString("output_per_million"))
        .isEqualTo("10.000000000");
  }

  @Test
  void shouldMakeOneAgentOfARequestSentTwice() {
    final int tenant = newTenant();
    final String body = "{\"tenant_id\":" + tenant + ",\"name\":\"once\"}";
    final String key = UUID.randomUUID().toString();

    final HttpResponse<String> first =
        gate.send("POST", "/v1/agents", body, "Idempotency-Key", key);
    final HttpResponse<String> second =
        gate.send("POST", "/v1/agents", body, "Idempotency-Key", key);

    assertThat(second.body()).isEqualTo(first.body());
    final JsonArray agents =
        ok(
                "listAgents",
                "GET",
                "/v1/agents?tenant="
                    + tenant
                    + "&at_least_position="
                    + ApiFixture.json(first).getLong("position"),
                null)
            .getJsonArray("items");
    assertThat(agents).hasSize(1);
  }

  @Test
  void shouldPageThroughAgents() {
    final int tenant = newTenant();
    long position = 0;
    for (int i = 0; i < 5; i++) {
      position =
          created(
                  "createAgent",
                  "/v1/agents",
                  new JsonObject().put("tenant_id", tenant).put("name", "agent-" + i))
              .getLong("position");
    }
    final StringBuilder names = new StringBuilder();
    String cursor = "";
    do {
      final JsonObject page =
          ok(
              "listAgents",
              "GET",
              "/v1/agents?limit=2&tenant=" + tenant + "&at_least_position=" + position + cursor,
              null);
      page.getJsonArray("items")
          .forEach(item -> names.append(((JsonObject) item).getString("name")).append(' '));
      cursor =
          page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
    } while (cursor != null);

    assertThat(names.toString()).isEqualTo("agent-0 agent-1 agent-2 agent-3 agent-4 ");
    final HttpResponse<String> forged =
        gate.send("GET", "/v1/agents?cursor=bm90LWEtY3Vyc29y", null);
    assertThat(forged.statusCode()).isEqualTo(400);
  }

  @Test
  void shouldWriteIssuedTokensIntoTheJournal() {
    final JsonObject token =
        created(
            "issueToken",
            "/v1/tokens",
            new JsonObject()
                .put("subject", "bob")
                .put("roles", new JsonArray().add("auditor"))
                .put("lifetime_seconds", 60));

    assertThat(token.getLong("position")).isPositive();
  }

  @Test
  void shouldSayWhyAPositionWasNotReached() {
    final HttpResponse<String> response =
        gate.send("GET", "/v1/tenants?at_least_position=9223372036854775807", null);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(ApiFixture.reason(response)).isEqualTo("POSITION_NOT_REACHED");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void shouldShowTheEnginesCounters() {
    final String text = gate.send("GET", "/metrics", null).body();

    assertThat(text)
        .contains(
            "tollgate_engine_counters_readable 1.0\n",
            "tollgate_engine_append_failures_total 0.0\n")
        .containsPattern("tollgate_engine_journal_position [1-9]");
  }

  @Test
  void shouldBeUnreadyWithoutItsEngineAndReadyAgainWithIt() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(gate.send("GET", "/readyz", null).statusCode()).isEqualTo(200));
    final String chain =
        delegate(newAgent(newTenant(), "a"), null, "llm:call", 0).getString("chain");

    gate.stopEngine();
    try {
      final HttpResponse<String> unready = gate.send("GET", "/readyz", null);
      final HttpResponse<String> check = sendCheck(chain, "llm:call");
      assertThat(unready.statusCode()).isEqualTo(503);
      assertThat(check.statusCode()).isEqualTo(503);
      assertThat(ApiFixture.reason(check)).isEqualTo("UNAVAILABLE");
      assertThat(validator.complaints("check", check)).isEmpty();
      assertThat(gate.send("GET", "/metrics", null).body())
          .contains(
              "tollgate_http_requests_seconds_count{operation=\"check\",status=\"503\"} 1\n",
              "tollgate_engine_counters_readable 0.0\n")
          .doesNotContain("tollgate_engine_wait_seconds");
      assertThat(gate.send("GET", "/v1/tenants", null).statusCode()).isEqualTo(200);
    } finally {
      gate.startEngine();
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(gate.send("GET", "/readyz", null).statusCode()).isEqualTo(200));
    assertThat(check(chain, "llm:call").getString("decision")).isEqualTo("ALLOW");
  }

  private int newTenant() {
    return created(
            "createTenant",
            "/v1/tenants",
            new JsonObject().put("name", "tenant-" + UUID.randomUUID()))
        .getJsonObject("tenant")
        .getInteger("tenant_id");
  }

  private String newAgent(final int tenant, final String name) {
    final JsonObject enrolled =
        created(
            "createAgent",
            "/v1/agents",
            new JsonObject()
                .put("tenant_id", tenant)
                .put("name", name)
                .put("trust", "trusted")
                .put("tier", "standard"));
    final String id = enrolled.getJsonObject("agent").getString("agent_id");
    keys.put(id, enrolled.getString("private_key"));
    return id;
  }

  private JsonObject delegate(
      final String agent, final String parent, final String permission, final int left) {
    final JsonObject body =
        new JsonObject()
            .put("agent_id", agent)
            .put("permissions", new JsonArray().add(permission))
            .put(
                "expires_at",
                Instant.now()
                    .plusSeconds(600 + 60 * left)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString())
            .put("delegations_left", left);
    if (parent != null) {
      sign(body, Chain.ofText(parent), permission);
    }
    return created("createDelegation", "/v1/delegations", body);
  }

  private void sign(final JsonObject body, final Chain parent, final String permission) {
    final int last = parent.linkOffset(parent.links() - 1);
    final String delegator = HEX.formatHex(parent.leafAgentId());
    final int bit =
        ok("listPermissions", "GET", "/v1/permissions", null).getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("name").equals(permission))
            .findFirst()
            .orElseThrow()
            .getInteger("bit");
    final long now = Instant.now().getEpochSecond();
    final long linkId = new SecureRandom().nextLong() | 1;
    final DelegationRequest request =
        new DelegationRequest(
            linkId,
            LinkLayout.linkId(parent.buffer(), last),
            AgentId.ofHex(delegator),
            AgentId.ofHex(body.getString("agent_id")),
            PermissionSet.NONE.with(bit),
            "",
            body.getInteger("delegations_left"),
            now,
            Instant.parse(body.getString("expires_at")).getEpochSecond());
    try (Ed25519KeyPair key = Ed25519KeyPair.fromSeed(HEX.parseHex(keys.get(delegator)))) {
      body.put("parent_chain", parent.toText())
          .put("not_before", Instant.ofEpochSecond(now).toString())
          .put("link_id", HEX.toHexDigits(linkId))
          .put("signature", HEX.formatHex(Ed25519.sign(key, request.message())));
    }
  }

  private JsonObject check(final String chain, final String permission) {
    final HttpResponse<String> response = sendCheck(chain, permission);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(validator.complaints("check", response)).isEmpty();
    return ApiFixture.json(response);
  }

  private HttpResponse<String> sendCheck(final String chain, final String permission) {
    return gate.send(
        "POST",
        "/v1/check",
        new JsonObject()
            .put("chain", chain)
            .put("permission", permission)
            .put("explain", true)
            .encode());
  }

  private JsonObject created(final String operationId, final String path, final JsonObject body) {
    final HttpResponse<String> response = gate.send("POST", path, body.encode());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(validator.complaints(operationId, response)).isEmpty();
    return ApiFixture.json(response);
  }

  private JsonObject ok(
      final String operationId,
      final String method,
      final String path,
      final String body,
      final String... headers) {
    final HttpResponse<String> response = gate.send(method, path, body, headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(validator.complaints(operationId, response)).isEmpty();
    return ApiFixture.json(response);
  }
}
