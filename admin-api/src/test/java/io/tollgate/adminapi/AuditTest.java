package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.audit.AuditFilter;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit logs over HTTP, with canned ones behind it. */
class AuditTest {
  @TempDir private Path data;
  private ApiFixture fixture;

  @BeforeEach
  void start() {
    fixture = ApiFixture.start(data);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void shouldPassEveryFilterOn() {
    final HttpResponse<String> answer =
        fixture.get(
            "/v1/audit/records?class=messaging&product=oversight&event_type=a.b&agent="
                + "3b".repeat(32)
                + "&resource=r%C3%A9&action=do&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"
                + "&q=%22a%20phrase%22%20-not");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    final AuditFilter filter = fixture.audit().lastFilter();
    assertThat(filter.log()).hasValue(RetentionClass.MESSAGING);
    assertThat(filter.product()).hasValue(AuditSource.OVERSIGHT);
    assertThat(filter.eventType()).hasValue("a.b");
    assertThat(filter.agent().orElseThrow().hex()).isEqualTo("3b".repeat(32));
    assertThat(filter.resource()).hasValue("ré");
    assertThat(filter.action()).hasValue("do");
    assertThat(filter.words()).hasValue("\"a phrase\" -not");
    assertThat(filter.from().orElseThrow()).hasToString("2026-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "records?limit=0",
        "records?limit=1001",
        "records?cursor=",
        "records?cursor=%00",
        "records?class=other",
        "records?product=other",
        "records?agent=xyz",
        "records?from=yesterday",
        "records?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "records?q=",
        "records?q=%00",
        "records?q=%ff%fe%00",
        "records?q=a&q=b",
        "records?event_type=a%20b",
        "records?unknown=1",
        "news?wait=21",
        "news?wait=-1",
        "news?limit=1001",
        "logs/other/records/1",
        "logs/ledger/records/-1",
        "logs/ledger/records/x",
        "logs/ledger/records/99999999999999999999",
        "logs/ledger/consistency/0",
        "logs/ledger/bundle?first=-1",
        "logs/ledger/bundle?since=x"
      })
  void shouldRefuseWhatTheContractDoesNotKnow(final String query) {
    final HttpResponse<String> answer = fixture.get("/v1/audit/" + query);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(ApiFixture.reason(answer)).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void shouldRefuseWordsWithoutEnd() {
    assertThat(fixture.get("/v1/audit/records?q=" + "x".repeat(257)).statusCode()).isEqualTo(400);
    assertThat(fixture.get("/v1/audit/records?q=" + "x".repeat(20_000)).statusCode())
        .isIn(414, 400);
  }

  @Test
  void shouldWriteDownEveryRefusalOfWhatIsDoneToTheLogs() {
    final String token = "Bearer " + fixture.token(Role.AUDITOR);
    for (final String path :
        List.of("/v1/audit/holds", "/v1/audit/forgotten", "/v1/audit/key-change")) {
      final HttpResponse<String> answer =
          fixture.send(
              fixture
                  .request(path)
                  .header("Authorization", token)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{}")));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(ApiFixture.json(answer).getLong("position")).isEqualTo(1042);
    }
    final HttpResponse<String> empty = fixture.send("POST", "/v1/audit/forgotten", "{}");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(fixture.get("/v1/audit/logs/ledger/bundle?first=x").statusCode()).isEqualTo(400);
    assertThat(fixture.get("/v1/audit/records?first=x").statusCode()).isEqualTo(400);

    assertThat(fixture.audit().refusals())
        .containsExactly(
            "placeLegalHold ROLE_MISSING tester",
            "forgetSubject ROLE_MISSING tester",
            "changeAuditKey ROLE_MISSING tester",
            "forgetSubject REQUEST_INVALID tester",
            "exportAuditRecords REQUEST_INVALID tester");
  }

  @Test
  void shouldWriteDownWhateverElseIsRefused() {
    final String agent = "3b".repeat(32);
    final HttpResponse<String> malformed =
        fixture.send("PUT", "/v1/agents/" + agent + "/profile", "{");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(ApiFixture.json(malformed).getLong("position")).isEqualTo(1043);
    assertThat(fixture.get("/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(fixture.send(fixture.request("/v1/agents").GET()).statusCode()).isEqualTo(401);

    assertThat(fixture.audit().calls())
        .startsWith("describeAgent BODY_MALFORMED tester " + agent, "none ROUTE_UNKNOWN tester");
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> fixture.audit().calls().contains("listAgents UNAUTHENTICATED (nobody) x1"));
  }

  @Test
  void shouldSendABundleAndLeaveNothingBehind() throws IOException {
    final HttpResponse<String> answer = fixture.get("/v1/audit/logs/ledger/bundle");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("Tollgate-Position")).hasValue("1042");
    assertThat(answer.body()).isEqualTo("TGAUDITB");
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              try (Stream<Path> left = Files.list(data.resolve("run/exports"))) {
                assertThat(left).isEmpty();
              }
            });
  }

  @Test
  void shouldAnswerAWatcherWhenSomethingHappens() {
    final CompletableFuture<HttpResponse<String>> waiting = watch();

    fixture.audit().happen();
    final JsonObject news = ApiFixture.json(waiting.join());
    assertThat(news.getJsonArray("items")).hasSize(1);
    assertThat(news.getString("cursor")).isEqualTo("after");
  }

  @Test
  void shouldAnswerAWatcherWithoutACursorAtOnceAndOthersWhenTheirTimeIsOver() {
    final JsonObject begin = ApiFixture.json(fixture.get("/v1/audit/news?wait=20"));
    assertThat(begin.getString("cursor")).isEqualTo("next");
    assertThat(begin.getJsonArray("items")).isEmpty();

    final JsonObject over = ApiFixture.json(fixture.get("/v1/audit/news?wait=1&cursor=next"));
    assertThat(over.getJsonArray("items")).isEmpty();
  }

  @Test
  void shouldBoundWhoWaitsAndLetEveryoneGoWhenItStops() {
    final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      waiting.add(watch());
    }
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> waiting.stream().filter(CompletableFuture::isDone).count() == 8);
    waiting.stream()
        .filter(CompletableFuture::isDone)
        .forEach(
            refused ->
                assertThat(ApiFixture.reason(refused.join())).isEqualTo("TOO_MANY_WATCHERS"));

    fixture.audit().happen();
    waiting.forEach(one -> assertThat(one.join().statusCode()).isIn(200, 503));
    assertThat(watch().join().statusCode()).isEqualTo(200);
  }

  private CompletableFuture<HttpResponse<String>> watch() {
    return CompletableFuture.supplyAsync(
        () -> fixture.get("/v1/audit/news?wait=15&cursor=next"),
        command -> new Thread(command).start());
  }
}
