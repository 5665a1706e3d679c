package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.fixture.AnswerValidator;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.SampleRequests;
import io.tollgate.adminapi.fixture.SampleRequests.Sample;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the contract is there, is guarded as the contract says, and answers as it
 * says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
  private Vertx vertx;
  private ApiFixture fixture;
  private AnswerValidator validator;
  private List<Sample> samples;

  @BeforeAll
  void start(@TempDir final Path data) {
    vertx = Vertx.vertx();
    final ApiContract contract = ApiContract.load(vertx).await();
    samples = new SampleRequests(contract.document()).all();
    validator = new AnswerValidator(vertx, contract.document());
    fixture = ApiFixture.start(data);
  }

  @AfterAll
  void stop() {
    fixture.close();
    vertx.close().await();
  }

  List<Sample> operations() {
    return samples;
  }

  List<Sample> guarded() {
    return samples.stream().filter(Sample::wantsToken).toList();
  }

  @Test
  void shouldKnowEveryOperationOfTheAgreedPaths() {
    assertThat(samples)
        .extracting(sample -> sample.method() + " " + sample.template())
        .containsExactlyInAnyOrder(
            "GET /v1/tenants",
            "POST /v1/tenants",
            "GET /v1/tenants/{tenant}",
            "POST /v1/challenges",
            "GET /v1/join-tokens",
            "POST /v1/join-tokens",
            "POST /v1/joins",
            "GET /v1/agents/{agentId}/tree",
            "GET /v1/agents/{agentId}/exposure",
            "PUT /v1/agents/{agentId}/profile",
            "GET /v1/agents",
            "POST /v1/agents",
            "GET /v1/agents/{agentId}",
            "PATCH /v1/agents/{agentId}",
            "POST /v1/agents/{agentId}/revocation",
            "GET /v1/agents/{agentId}/record",
            "GET /v1/agents/{agentId}/keys",
            "POST /v1/agents/{agentId}/keys",
            "GET /v1/agents/{agentId}/prekeys",
            "POST /v1/agents/{agentId}/prekeys",
            "POST /v1/agents/{agentId}/prekeys/bundles",
            "GET /v1/agents/{agentId}/state",
            "GET /v1/agents/{agentId}/quotas",
            "PUT /v1/agents/{agentId}/quotas/{resource}",
            "GET /v1/agents/{agentId}/budget",
            "PUT /v1/agents/{agentId}/budget",
            "DELETE /v1/agents/{agentId}/budget",
            "GET /v1/permissions",
            "POST /v1/permissions",
            "GET /v1/delegations",
            "POST /v1/delegations",
            "GET /v1/delegations/{linkId}",
            "GET /v1/delegations/{linkId}/evidence",
            "POST /v1/delegations/{linkId}/revocation",
            "GET /v1/keys",
            "POST /v1/keys",
            "POST /v1/keys/rotations",
            "POST /v1/keys/{kid}/retirement",
            "GET /v1/lookups/news",
            "GET /v1/queue",
            "GET /v1/queue/{queueId}",
            "GET /v1/prices",
            "GET /v1/prices/{priceId}",
            "PUT /v1/prices/{priceId}",
            "GET /v1/decisions",
            "GET /v1/audit/records",
            "GET /v1/audit/news",
            "GET /v1/audit/logs",
            "GET /v1/audit/logs/{class}/records/{sequence}",
            "GET /v1/audit/logs/{class}/consistency/{size}",
            "GET /v1/audit/logs/{class}/bundle",
            "GET /v1/audit/holds",
            "POST /v1/audit/holds",
            "POST /v1/audit/logs/{class}/holds/{hold}/release",
            "POST /v1/audit/forgotten",
            "POST /v1/audit/key-change",
            "POST /v1/check",
            "POST /v1/tokens",
            "GET /v1/status",
            "GET /livez",
            "GET /readyz",
            "GET /metrics",
            "GET /openapi.json",
            "GET /docs");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldAnswerAsTheContractSays(final Sample sample) {
    final HttpResponse<String> response = send(sample, Role.ADMIN);

    // Nothing waits, and a gate whose identity is canned follows no journal.
    final Map<String, Integer> empty = Map.of("getQueuedWrite", 404, "getAgentNews", 503);
    assertThat(response.statusCode())
        .as(response.body())
        .isIn(200, 201, empty.getOrDefault(sample.operationId(), 200));
    assertThat(validator.complaints(sample.operationId(), response)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void shouldRefuseWhoHasNoToken(final Sample sample) {
    final HttpResponse<String> response = fixture.send(build(sample));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(ApiFixture.reason(response)).isEqualTo("UNAUTHENTICATED");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"tollgate\"");
    assertThat(validator.complaints(sample.operationId(), response)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void shouldLetThroughTheRolesOfTheContractOnly(final Sample sample) {
    for (final Role role : Role.values()) {
      final HttpResponse<String> response = send(sample, role);
      final boolean allowed = sample.roles().contains(role.text());

      assertThat(response.statusCode() == 403)
          .as("%s as %s", sample.operationId(), role)
          .isEqualTo(!allowed);
      if (!allowed) {
        assertThat(ApiFixture.reason(response)).isEqualTo("ROLE_MISSING");
        assertThat(validator.complaints(sample.operationId(), response)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void shouldCheckTheRoleBeforeTheInput(final Sample sample) {
    final boolean isForAuditors = sample.roles().contains(Role.AUDITOR.text());
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .request(sample.path() + "?unknown=1")
                .header("Authorization", "Bearer " + fixture.token(Role.AUDITOR))
                .header("Content-Type", "application/json")
                .method(
                    sample.method(),
                    sample.body().isPresent()
                        ? BodyPublishers.ofString("{")
                        : BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(isForAuditors ? 400 : 403);
  }

  @Test
  void shouldKeepTheRolesApart() {
    final Set<String> forAdminsOnly = new TreeSet<>();
    for (final Sample sample : guarded()) {
      assertThat(sample.roles()).as(sample.operationId()).contains("admin");
      if ("GET".equals(sample.method())) {
        assertThat(sample.roles())
            .as(sample.operationId())
            .contains("operator", "approver", "auditor");
      } else {
        assertThat(sample.roles()).as(sample.operationId()).doesNotContain("approver", "auditor");
      }
      if (sample.roles().equals(List.of("admin"))) {
        forAdminsOnly.add(sample.operationId());
      }
    }
    assertThat(forAdminsOnly)
        .containsExactly(
            "addKey",
            "changeAuditKey",
            "createTenant",
            "forgetSubject",
            "issueToken",
            "releaseLegalHold",
            "retireKey",
            "rotateKey");
  }

  private HttpResponse<String> send(final Sample sample, final Role role) {
    final HttpRequest.Builder request = build(sample);
    if (sample.wantsToken()) {
      request.header("Authorization", "Bearer " + fixture.token(role));
    }
    return fixture.send(request);
  }

  private HttpRequest.Builder build(final Sample sample) {
    final HttpRequest.Builder request = fixture.request(sample.path());
    if (sample.wantsVersion()) {
      request.header("If-Match", "*");
    }
    sample.body().ifPresent(body -> request.header("Content-Type", "application/json"));
    return request.method(
        sample.method(),
        sample.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
  }
}
