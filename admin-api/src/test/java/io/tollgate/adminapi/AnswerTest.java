package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.IdentityService;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import io.tollgate.support.error.StaleReadException;
import io.tollgate.support.error.UnavailableException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What services say reaches the caller in the contract's words, and what callers say reaches the
 * services.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerTest {
  private static final String AGENT = "/v1/agents/" + "3b".repeat(32);

  private ApiFixture fixture;

  @BeforeAll
  void start(@TempDir final Path data) {
    fixture = ApiFixture.start(data);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @AfterEach
  void reset() {
    fixture.identity().reset();
    fixture.gate().answering(true);
  }

  @Test
  void shouldTellPositionAndVersionOfWhatWasRead() {
    final HttpResponse<String> response =
        fixture.get(AGENT + "?at_least_position=9223372036854775807");

    assertThat(response.headers().firstValue("Tollgate-Position")).hasValue("1042");
    assertThat(response.headers().firstValue("ETag")).hasValue("\"1001\"");
    assertThat(fixture.identity().lastCall().arguments().get(1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldTellPositionAndPlaceOfWhatWasWritten() {
    final HttpResponse<String> response =
        fixture.send("POST", "/v1/agents", "{\"tenant_id\":1,\"name\":\"a\"}");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Tollgate-Position")).hasValue("1042");
    assertThat(response.headers().firstValue("Location")).hasValue(AGENT);
    assertThat(ApiFixture.json(response).getLong("position")).isEqualTo(1042);
    assertThat(ApiFixture.json(response).getString("private_key")).hasSize(64);
  }

  @Test
  void shouldGiveNoPrivateKeyToWhoBroughtItsOwn() {
    final HttpResponse<String> response =
        fixture.send(
            "POST",
            "/v1/agents",
            new JsonObject()
                .put("tenant_id", 1)
                .put("name", "a")
                .put("public_key", "d7".repeat(32))
                .put(
                    "proof",
                    new JsonObject()
                        .put("challenge_id", "00".repeat(16))
                        .put("signature", "11".repeat(64)))
                .encode());

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(ApiFixture.json(response).fieldNames())
        .containsExactlyInAnyOrder("position", "agent");
    assertThat(fixture.identity().lastCall().name()).isEqualTo("Agents.createWithProof");
  }

  @Test
  void shouldWantToKnowTheVersionBeforeItChangesAnything() {
    final HttpResponse<String> response = fixture.send("PATCH", AGENT, "{\"trust\":\"suspended\"}");

    assertThat(response.statusCode()).isEqualTo(428);
    assertThat(ApiFixture.reason(response)).isEqualTo("IF_MATCH_REQUIRED");
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldHandOnTheVersionThatTheCallerKnows() {
    assertThat(patch("\"1001\"").statusCode()).isEqualTo(200);
    assertThat(fixture.identity().lastCall().arguments()).contains(1001L);

    assertThat(patch("*").statusCode()).isEqualTo(200);
    assertThat(fixture.identity().lastCall().arguments()).contains(IdentityService.ANY_VERSION);
  }

  @Test
  void shouldRefuseToChangeTrustAndTierAtOnce() {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin(AGENT)
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .method(
                    "PATCH",
                    BodyPublishers.ofString("{\"trust\":\"trusted\",\"tier\":\"basic\"}")));

    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void shouldTellThePresentVersionWhereItIsAnother() {
    failing(new ConflictException(Reason.VERSION_CONFLICT, 1007, "the agent is at version 1007"));

    final HttpResponse<String> response = patch("\"1001\"");

    assertThat(response.statusCode()).isEqualTo(412);
    assertThat(response.headers().firstValue("ETag")).hasValue("\"1007\"");
    assertThat(ApiFixture.json(response).getLong("version")).isEqualTo(1007);
    assertThat(ApiFixture.reason(response)).isEqualTo("VERSION_CONFLICT");
  }

  @Test
  void shouldSayWhyTheGateRefused() {
    failing(new GateRefusedException(Reason.TENANT_FORBIDDEN, 77));

    final HttpResponse<String> response = patch("*");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(ApiFixture.reason(response)).isEqualTo("TENANT_FORBIDDEN");
    assertThat(ApiFixture.json(response).getLong("position")).isEqualTo(77);
    assertThat(ApiFixture.json(response).getString("type"))
        .isEqualTo("urn:tollgate:problem:tenant-forbidden");
  }

  @Test
  void shouldGiveEachRefusalItsStatus() {
    assertStatus(new NotFoundException("agent", "3b"), 404, "NOT_FOUND");
    assertStatus(new ConflictException(Reason.ALREADY_EXISTS, -1, "exists"), 409, "ALREADY_EXISTS");
    assertStatus(new ConflictException(Reason.FINAL_STATE, -1, "final"), 409, "FINAL_STATE");
    assertStatus(new InvalidRequestException("tier", "is odd"), 422, "VALUE_INVALID");
    assertStatus(new RefusedException("KEY_INVALID", false, 7, "bad"), 422, "KEY_INVALID");
    assertStatus(new RefusedException("KEY_IN_USE", true, 7, "used"), 409, "KEY_IN_USE");
    assertStatus(
        new GateRefusedException(Reason.PERMISSIONS_WIDENED, 0), 422, "PERMISSIONS_WIDENED");
    assertStatus(new UnavailableException(Reason.TIMEOUT, "late"), 503, "TIMEOUT");
    assertStatus(new UnavailableException(Reason.DISK_FULL, "full"), 503, "DISK_FULL");
    assertStatus(new StaleReadException(9, 5), 503, "POSITION_NOT_REACHED");
  }

  @Test
  void shouldSayWhenToAskAgain() {
    failing(new UnavailableException(Reason.OVERLOADED, "busy"));

    assertThat(patch("*").headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void shouldTellNothingOfWhatNobodyForesaw() {
    failing(new IllegalStateException("jdbc:postgresql://secret-host/db password=hunter2"));

    final HttpResponse<String> response = patch("*");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(ApiFixture.reason(response)).isEqualTo("INTERNAL");
    assertThat(ApiFixture.json(response).getString("instance")).startsWith("urn:tollgate:request:");
    assertThat(response.body()).doesNotContain("hunter2", "jdbc", "Exception", "io.tollgate");
  }

  @Test
  void shouldHandOnWhatADecisionIsSoughtBy() {
    final HttpResponse<String> response =
        fixture.get(
            "/v1/decisions?agent="
                + "3b".repeat(32)
                + "&from=2026-11-23T01:00:00%2B02:00&to=2026-11-23T09:00:00.5Z&decision=DENY&reason=BUDGET_EXCEEDED"
                + "&limit=7&cursor=12.5");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(fixture.decisions().lastFilter().from())
        .hasValue(Instant.parse("2026-11-22T23:00:00Z"));
    assertThat(fixture.decisions().lastFilter().to())
        .hasValue(Instant.parse("2026-11-23T09:00:00.5Z"));
    assertThat(fixture.decisions().lastFilter().allowed()).hasValue(false);
    assertThat(fixture.decisions().lastFilter().reason()).hasValue(Reason.BUDGET_EXCEEDED);
    assertThat(fixture.decisions().lastPage()).isEqualTo(new PageRequest(Optional.of("12.5"), 7));
  }

  @Test
  void shouldTakeNamesThatLookLikeSomethingElse() {
    for (final String name :
        new String[] {"12.5", "null", "true", "{}", "\"q\"", "a+b", "100%", "naïve ✓"}) {
      final String encoded =
          java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
              .replace("+", "%20");

      assertThat(fixture.get("/v1/agents?name=" + encoded).statusCode()).as(name).isEqualTo(200);
      assertThat(fixture.identity().lastCall().arguments().get(0).toString())
          .contains("Optional[" + name + "]");
    }
  }

  @Test
  void shouldRefuseToShowStateOlderThanWasAskedFor() {
    final HttpResponse<String> response = fixture.get(AGENT + "/state?at_least_position=1043");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(ApiFixture.reason(response)).isEqualTo("POSITION_NOT_REACHED");
  }

  @Test
  void shouldShowNothingLeftOfAnOverdrawnBudget() {
    final JsonObject budget =
        ApiFixture.json(fixture.get(AGENT + "/state")).getJsonObject("budget");

    assertThat(budget.getString("limit")).isEqualTo("12.500000000");
    assertThat(budget.getString("spent")).isEqualTo("12.000000000");
    assertThat(budget.getString("reserved")).isEqualTo("1.000000000");
    assertThat(budget.getString("remaining")).isEqualTo("0.000000000");
  }

  @Test
  void shouldWriteNoLimitAsNull() {
    final JsonObject quota =
        ApiFixture.json(fixture.get(AGENT + "/quotas")).getJsonArray("items").getJsonObject(0);

    assertThat(quota.getLong("hour")).isEqualTo(1_000);
    assertThat(quota.containsKey("day")).isTrue();
    assertThat(quota.getValue("day")).isNull();
    assertThat(quota.getLong("month")).isZero();
  }

  @Test
  void shouldIssueTokensThatWorkAndWriteDownWhoGotThem() {
    final HttpResponse<String> issued =
        fixture.send(
            "POST",
            "/v1/tokens",
            "{\"subject\":\"bob\",\"roles\":[\"auditor\"],\"lifetime_seconds\":60}");
    final String token = ApiFixture.json(issued).getString("token");

    final HttpResponse<String> read =
        fixture.send(
            fixture.request("/v1/status").header("Authorization", "Bearer " + token).GET());
    final HttpResponse<String> write =
        fixture.send(
            fixture
                .request("/v1/tenants")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"x\"}")));

    assertThat(issued.statusCode()).isEqualTo(201);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(write.statusCode()).isEqualTo(403);
    assertThat(fixture.gate().recorded()).contains("bob", "auditor").doesNotContain(token);
  }

  @Test
  void shouldGiveOutNoTokenThatCannotBeWrittenDown() {
    fixture.gate().answering(false);

    final HttpResponse<String> response =
        fixture.send("POST", "/v1/tokens", "{\"subject\":\"bob\",\"roles\":[\"admin\"]}");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).doesNotContain("eyJ");
  }

  @Test
  void shouldActOnBehalfOfTheTokensSubject() {
    patch("*");

    assertThat(fixture.identity().lastCall().arguments().toString())
        .contains("Actor[subject=tester]");
  }

  @Test
  void shouldKeepBrowsersFromDoingAnythingWithAnswers() {
    final HttpResponse<String> response = fixture.get("/v1/status");

    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValue("default-src 'none'; frame-ancestors 'none'");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void shouldServeTheReferenceFromHereAlone() {
    final HttpResponse<String> page = fixture.send(fixture.request("/docs").GET());
    final HttpResponse<String> script =
        fixture.send(fixture.request("/docs/swagger-ui-bundle.js").GET());
    final HttpResponse<String> document = fixture.send(fixture.request("/openapi.json").GET());

    assertThat(page.body()).contains("/docs/swagger-ui.css").doesNotContain("http://", "https://");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(ApiFixture.json(document).getJsonArray("servers").getJsonObject(0).getString("url"))
        .isEqualTo("/");
  }

  @Test
  void shouldLetAuditorsReadAndNotChange() {
    final String token = "Bearer " + fixture.token(Role.AUDITOR);

    assertThat(
            fixture.send(fixture.request(AGENT).header("Authorization", token).GET()).statusCode())
        .isEqualTo(200);
    assertThat(
            fixture
                .send(
                    fixture
                        .request(AGENT + "/revocation")
                        .header("Authorization", token)
                        .POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(403);
    assertThat(fixture.identity().lastCall().name()).isEqualTo("Agents.get");
  }

  private HttpResponse<String> patch(final String version) {
    return fixture.send(
        fixture
            .asAdmin(AGENT)
            .header("If-Match", version)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString("{\"trust\":\"suspended\"}")));
  }

  private void assertStatus(final RuntimeException failure, final int status, final String reason) {
    failing(failure);
    final HttpResponse<String> response = patch("*");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(ApiFixture.reason(response)).isEqualTo(reason);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  private void failing(final RuntimeException failure) {
    fixture
        .identity()
        .answering(
            call -> {
              if (call.name().equals("Agents.change")) {
                throw failure;
              }
              return (Positioned<?>) null;
            });
  }
}
