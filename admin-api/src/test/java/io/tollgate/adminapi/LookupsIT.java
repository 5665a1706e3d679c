package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.fixture.AnswerValidator;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.RealGate;
import io.tollgate.lookup.Looked;
import io.tollgate.lookup.LookupRefusedException;
import io.tollgate.lookup.client.AgentDirectory;
import io.tollgate.lookup.client.AgentView;
import io.tollgate.support.testing.StoppableDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Look-ups and waiting writes over HTTP, with a real engine, journal and PostgreSQL that stops. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupsIT {
  private Vertx vertx;
  private AnswerValidator validator;
  private StoppableDatabase postgres;
  private RealGate gate;
  private int tenant;

  @BeforeAll
  void start(@TempDir final Path data) {
    vertx = Vertx.vertx();
    validator = new AnswerValidator(vertx, ApiContract.load(vertx).await().document());
    postgres = new StoppableDatabase();
    gate = RealGate.start(data, postgres.database());
    tenant =
        sent("createTenant", "POST", "/v1/tenants", new JsonObject().put("name", "kept"), 201)
            .getJsonObject("tenant")
            .getInteger("tenant_id");
  }

  @AfterAll
  void stop() {
    gate.close();
    postgres.close();
    vertx.close().await();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(40)).ignoreExceptions();
  }

  private JsonObject sent(
      final String operation,
      final String method,
      final String path,
      final JsonObject body,
      final int status,
      final String... headers) {
    final HttpResponse<String> response =
        gate.send(method, path, body == null ? null : body.encode(), headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(validator.complaints(operation, response)).isEmpty();
    return ApiFixture.json(response);
  }

  private String agent(final String name) {
    return sent(
            "createAgent",
            "POST",
            "/v1/agents",
            new JsonObject().put("tenant_id", tenant).put("name", name).put("trust", "trusted"),
            201)
        .getJsonObject("agent")
        .getString("agent_id");
  }

  private HttpResponse<String> shown(final String agentId) {
    return gate.send("GET", "/v1/agents/" + agentId, null);
  }

  private AgentDirectory directory() {
    return AgentDirectory.start(new AgentDirectory.Context().gate(gate.uri()).token(gate::token));
  }

  private static AgentView view(final AgentDirectory directory, final String agentId) {
    return directory.agent(agentId, 0).value().orElseThrow();
  }

  private static void keep(final AgentDirectory directory, final String agentId) {
    final long before = directory.counts().hits();
    soon()
        .until(
            () -> {
              view(directory, agentId);
              return directory.counts().hits() > before;
            });
  }

  @Test
  void shouldServeReadsFromMemoryAndLetWritesWaitWhileTheDatabaseIsStopped() {
    final String kept = agent("kept");
    final String suspended = agent("to be suspended");
    final String revoked = agent("to be revoked");
    for (final String one : new String[] {kept, suspended, revoked}) {
      sent("getAgent", "GET", "/v1/agents/" + one, null, 200);
      soon()
          .until(
              () -> {
                final String metrics = gate.send("GET", "/metrics", null).body();
                shown(one);
                return !metrics.contains(
                    "tollgate_lookups_total{cache=\"agents\",outcome=\"hit\"} 0.0");
              });
      sent("listAgentKeys", "GET", "/v1/agents/" + one + "/keys", null, 200);
    }
    try (AgentDirectory directory = directory()) {
      keep(directory, kept);
      keep(directory, suspended);

      postgres.stop();
      soon()
          .untilAsserted(
              () -> assertThat(shown(kept).headers().firstValue("Tollgate-Stale")).isPresent());
      sent("getAgent", "GET", "/v1/agents/" + kept, null, 200);
      assertThat(shown(kept).headers().firstValueAsLong("Age").orElseThrow()).isNotNegative();
      assertThat(view(directory, kept).name()).isEqualTo("kept");

      cutOff(suspended, revoked);
      soon()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> directory.agent(suspended, 0))
                      .isInstanceOfSatisfying(
                          LookupRefusedException.class,
                          ex ->
                              assertThat(ex.why())
                                  .isEqualTo(LookupRefusedException.Cause.SUSPENDED)));
      assertThat(gate.send("GET", "/v1/agents/" + kept + "/budget", null).statusCode())
          .isEqualTo(503);

      final String first = queued(kept, "first", "key-1");
      final String second = queued(kept, "second", "key-2");
      assertThat(queued(kept, "second", "key-2")).isEqualTo(second);
      final JsonObject tooSoon =
          sent("describeAgent", "PUT", "/v1/agents/" + kept + "/profile", owner("third"), 503);
      assertThat(tooSoon.getString("reason")).isEqualTo("WRITES_WAIT");

      postgres.start();
      soon()
          .untilAsserted(
              () ->
                  assertThat(
                          sent("getQueuedWrite", "GET", "/v1/queue/" + second, null, 200)
                              .getString("state"))
                      .isEqualTo("done"));
      assertThat(sent("getQueuedWrite", "GET", "/v1/queue/" + first, null, 200).getString("state"))
          .isEqualTo("done");
      soon()
          .untilAsserted(() -> assertThat(view(directory, kept).owner()).contains("human:second"));
      final JsonArray all =
          sent("listQueuedWrites", "GET", "/v1/queue?state=done", null, 200).getJsonArray("items");
      assertThat(all).hasSize(2);
      soon()
          .untilAsserted(
              () ->
                  assertThat(new JsonObject(shown(revoked).body()).getString("trust"))
                      .isEqualTo("revoked"));
    }
  }

  /** What takes rights away is done at once, with a key or without. */
  private void cutOff(final String suspended, final String revoked) {
    final JsonObject done =
        sent(
            "updateAgent",
            "PATCH",
            "/v1/agents/" + suspended,
            new JsonObject().put("trust", "suspended"),
            200,
            "If-Match",
            "*");
    assertThat(done.getLong("position")).isPositive();
    assertThat(done.getJsonObject("agent")).isNull();
    sent(
        "revokeAgent",
        "POST",
        "/v1/agents/" + revoked + "/revocation",
        null,
        200,
        "Idempotency-Key",
        "revoking");
    assertThat(
            new JsonObject(gate.send("GET", "/v1/agents/" + revoked + "/state", null).body())
                .getString("trust"))
        .isEqualTo("revoked");
    soon()
        .untilAsserted(
            () ->
                assertThat(new JsonObject(shown(suspended).body()).getString("reason"))
                    .isEqualTo("AGENT_SUSPENDED"));
    soon()
        .untilAsserted(
            () ->
                assertThat(new JsonObject(shown(revoked).body()).getString("reason"))
                    .isEqualTo("AGENT_REVOKED"));
  }

  private static JsonObject owner(final String name) {
    return new JsonObject().put("owner", "human:" + name);
  }

  private String queued(final String agentId, final String owner, final String key) {
    return sent(
            "describeAgent",
            "PUT",
            "/v1/agents/" + agentId + "/profile",
            owner(owner),
            202,
            "Idempotency-Key",
            key,
            "Prefer",
            "respond-async")
        .getString("queue_id");
  }

  @Test
  void shouldPushEveryChangeToADirectory() {
    final String id = agent("watched");
    try (AgentDirectory directory = directory()) {
      for (final String tier : new String[] {"premium", "standard", "basic", "premium"}) {
        keep(directory, id);
        final long position =
            sent(
                    "updateAgent",
                    "PATCH",
                    "/v1/agents/" + id,
                    new JsonObject().put("tier", tier),
                    200,
                    "If-Match",
                    "*")
                .getLong("position");
        final Looked<AgentView> written = directory.agent(id, position);
        assertThat(written.value().orElseThrow().tier()).isEqualTo(tier);
        soon().until(() -> view(directory, id).tier().equals(tier));
      }
      assertThat(directory.counts().changes()).isPositive();
      assertThat(directory.counts().drops()).isZero();
      assertThat(directory.agent("0".repeat(64), 0).value()).isEmpty();
      assertThatThrownBy(() -> directory.agent("../tenants", 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldTellWhatChangedAndWhereThatCannotBeToldThatItIsBroken() {
    final JsonObject begun = news("0".repeat(16), 0, 0);
    assertThat(begun.getBoolean("broken")).isTrue();
    assertThat(begun.getBoolean("following")).isTrue();
    final String epoch = begun.getString("epoch");
    final long from = begun.getLong("position");
    assertThat(news(epoch, from, 50).getJsonArray("notices")).isEmpty();
    final String id = agent("told");
    final JsonObject told = news(epoch, from, 10_000);
    assertThat(told.getBoolean("broken")).isFalse();
    assertThat(told.getJsonArray("notices").encode()).contains(id);
    assertThat(news(epoch, told.getLong("position") + 1_000_000, 0).getBoolean("broken")).isTrue();
    assertThat(news("f".repeat(16), from, 0).getBoolean("broken")).isTrue();
  }

  private JsonObject news(final String epoch, final long after, final long waitMs) {
    return sent(
        "getAgentNews",
        "GET",
        "/v1/lookups/news?epoch=" + epoch + "&after=" + after + "&wait_ms=" + waitMs,
        null,
        200);
  }
}
