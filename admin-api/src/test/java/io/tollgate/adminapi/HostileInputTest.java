package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.RawHttp;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send is refused with a problem, reaches no service, and is not repeated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {
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
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"name\":",
        "{\"name\":\"a\"}{",
        "{\"name\":\"a\"} x",
        "nul",
        "{'name':'a'}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"name\":NaN}",
        "{\"name\":\"\\uZZZZ\"}",
        "\uFEFF{\"name\":\"a\"}"
      })
  void shouldRefuseWhatIsNotOneJsonText(final String body) {
    final HttpResponse<String> response = fixture.send("POST", "/v1/tenants", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldRefuseEndlessNesting() {
    final HttpResponse<String> response = fixture.send("POST", "/v1/tenants", "[".repeat(10_000));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ApiFixture.reason(response)).isEqualTo("BODY_MALFORMED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"a\"", "[]", "true"})
  void shouldRefuseJsonThatIsNoObject(final String body) {
    final HttpResponse<String> response = fixture.send("POST", "/v1/tenants", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() {
    final byte[] body = "{\"name\":\"a_b\"}".getBytes(StandardCharsets.US_ASCII);
    body[10] = (byte) 0xFF;

    assertMalformed(body);
    assertMalformed("{\"name\":\"acme\"}".getBytes(StandardCharsets.UTF_16));
    assertMalformed("{\"name\":\"acme\"}".getBytes(StandardCharsets.UTF_16LE));
  }

  private void assertMalformed(final byte[] body) {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin("/v1/tenants")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ApiFixture.reason(response)).isEqualTo("BODY_MALFORMED");
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldRefuseBodiesOverTheLimitHoweverTheyAreSent() {
    final String body = "{\"name\":\"" + "a".repeat(70_000) + "\"}";

    final HttpResponse<String> announced = fixture.send("POST", "/v1/tenants", body);
    final RawHttp.Answer chunked =
        RawHttp.send(
            fixture.uri("/"),
            "POST /v1/tenants HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + fixture.token(Role.ADMIN)
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "11170\r\n"
                + "a".repeat(0x11170)
                + "\r\n0\r\n\r\n");

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(ApiFixture.reason(announced)).isEqualTo("BODY_TOO_LARGE");
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldNotReadTheBodyOfWhoHasNoToken() {
    final RawHttp.Answer answer =
        RawHttp.send(
            fixture.uri("/"),
            "POST /v1/tenants HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 60000\r\n\r\n{");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.head()).containsIgnoringCase("connection: close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=utf-16",
        "application/xml",
        "*/*"
      })
  void shouldRefuseOtherMediaTypes(final String type) {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin("/v1/tenants")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"name\":\"acme\"}")));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(ApiFixture.reason(response)).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; Charset=UTF-8",
        "application/json;charset=\"utf-8\""
      })
  void shouldTakeJsonHoweverItIsSpelt(final String type) {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin("/v1/tenants")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"name\":\"acme\"}")));

    assertThat(response.statusCode()).isEqualTo(201);
  }

  @Test
  void shouldRefuseBodyWhereNoneBelongs() {
    final HttpResponse<String> response =
        fixture.send("POST", AGENT + "/revocation", "{\"why\":\"x\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/tenants | {\"name\":\"acme\",\"admin\":true} | /admin",
        "/v1/tenants | {\"name\":7} | /name",
        "/v1/tenants | {\"name\":\"\"} | /name",
        "/v1/tenants | {\"name\":\"a\\u0000b\"} | /name",
        "/v1/tenants | {\"name\":null} | /name",
        "/v1/agents | {\"tenant_id\":-1,\"name\":\"a\"} | /tenant_id",
        "/v1/agents | {\"tenant_id\":2147483648,\"name\":\"a\"} | /tenant_id",
        "/v1/agents | {\"tenant_id\":1.5,\"name\":\"a\"} | /tenant_id",
        "/v1/agents | {\"tenant_id\":1,\"name\":\"a\",\"trust\":\"revoked\"} | /trust",
        "/v1/agents | {\"tenant_id\":1,\"name\":\"a\",\"public_key\":\"zz\"} | /public_key",
        "/v1/keys | {\"tenant_id\":\"1\"} | /tenant_id",
        "/v1/permissions | {\"name\":\"NoVerb\"} | /name",
        "/v1/permissions | {\"name\":\"a:b\",\"bit\":3} | /bit",
        "/v1/tokens | {\"subject\":\"a b\",\"roles\":[\"admin\"]} | /subject",
        "/v1/tokens | {\"subject\":\"a\",\"roles\":[]} | /roles",
        "/v1/tokens | {\"subject\":\"a\",\"roles\":[\"root\"]} | /roles/0",
        "/v1/tokens | {\"subject\":\"a\",\"roles\":[\"admin\"],\"lifetime_seconds\":9999999999} | /lifetime_seconds",
        "/v1/check | {\"chain\":\"tgc2.AAAA\",\"permission\":\"a:b\"} | /chain"
      })
  void shouldSayWhichMemberBreaksTheContract(
      final String path, final String body, final String pointer) {
    final HttpResponse<String> response = fixture.send("POST", path, body);

    assertThat(response.statusCode()).isEqualTo(400);
    final JsonObject problem = ApiFixture.json(response);
    assertThat(problem.getString("reason")).isEqualTo("REQUEST_INVALID");
    assertThat(problem.getJsonArray("errors").stream())
        .anySatisfy(
            error -> {
              assertThat(((JsonObject) error).getString("in")).isEqualTo("body");
              assertThat(((JsonObject) error).getString("name")).isEqualTo(pointer);
            });
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "1.0e18",
        "9223372036854775807.0",
        "100000000000000000000000000000000000000000000000000"
      })
  void shouldRefuseLimitsThatAreNoExactNumbers(final String number) {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin(AGENT + "/quotas/llm.tokens")
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"hour\":"
                            + number
                            + ",\"day\":null,\"month\":null,\"concurrent\":null}")));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1e3",
        "9223372036.854775808",
        "99999999999",
        "0x10",
        "1,5",
        ".5",
        "1.",
        "1.0000000001",
        "",
        "NaN"
      })
  void shouldRefuseMoneyThatIsNotExact(final String limit) {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin(AGENT + "/budget")
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"limit\":\"" + limit + "\",\"currency\":\"USD\",\"period\":\"day\"}")));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldRefuseCurrencyThatThereIsNot() {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin(AGENT + "/budget")
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"limit\":\"1\",\"currency\":\"QQQ\",\"period\":\"day\"}")));

    assertThat(response.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=ten",
        "limit=1e1",
        "limit=01x",
        "limit=",
        "limit=10&limit=20",
        "cursor=a%2Fb",
        "cursor=",
        "cursor=%FF",
        "at_least_position=-1",
        "at_least_position=9223372036854775808",
        "tenant=x",
        "trust=TRUSTED",
        "unknown=1",
        "Limit=5",
        "name=",
        "name=%00"
      })
  void shouldRefuseParametersThatBreakTheContract(final String query) {
    final HttpResponse<String> response = fixture.get("/v1/agents?" + query);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(ApiFixture.reason(response)).isEqualTo("REQUEST_INVALID");
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=yesterday",
        "from=2026-13-01T00:00:00Z",
        "from=2026-02-30T00:00:00Z",
        "to=2026-11-23",
        "reason=NO_SUCH",
        "decision=allow",
        "agent=ZZ",
        "from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z"
      })
  void shouldRefuseDecisionFiltersThatMakeNoSense(final String query) {
    final HttpResponse<String> response = fixture.get("/v1/decisions?" + query);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/agents/zz",
        "/v1/agents/" + "ABCDEF",
        "/v1/tenants/-1",
        "/v1/tenants/99999999999",
        "/v1/tenants/%31x",
        "/v1/delegations/1",
        "/v1/prices/0"
      })
  void shouldRefusePathsThatBreakTheContract(final String path) {
    final HttpResponse<String> response = fixture.get(path);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldNeverRepeatWhatWasSent() {
    final String secret = "tgc1.SECRETSECRETSECRET*";

    final HttpResponse<String> member =
        fixture.send("POST", "/v1/check", "{\"chain\":\"" + secret + "\",\"permission\":\"a:b\"}");
    final HttpResponse<String> text =
        fixture.send("POST", "/v1/check", "{\"chain\":\"" + secret + "\"");
    final HttpResponse<String> query = fixture.get("/v1/agents?cursor=" + "SECRETSECRETSECRET*");
    final HttpResponse<String> number = fixture.send("POST", "/v1/keys", "{\"tenant_id\":-424242}");

    assertThat(member.statusCode()).isEqualTo(400);
    assertThat(member.body()).doesNotContain("SECRET");
    assertThat(text.body()).doesNotContain("SECRET");
    assertThat(query.body()).doesNotContain("SECRET");
    assertThat(number.body()).doesNotContain("424242");
  }

  @Test
  void shouldAnswerUnknownRoutesWithProblems() {
    final HttpResponse<String> unknown = fixture.get("/v1/nothing");
    final HttpResponse<String> outside = fixture.send(fixture.request("/nothing").GET());
    final HttpResponse<String> wrongMethod = fixture.send("DELETE", "/v1/agents", "");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(ApiFixture.reason(unknown)).isEqualTo("ROUTE_UNKNOWN");
    assertThat(outside.statusCode()).isEqualTo(404);
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(ApiFixture.reason(wrongMethod)).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("GET, POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/../secrets/jwt.key",
        "/docs/..%2f..%2fsecrets%2fjwt.key",
        "/docs/%2e%2e/%2e%2e/etc/passwd",
        "/docs/....//etc/passwd",
        "/docs/x/../y",
        "/docs/%00",
        "/docs/index.html%00.js",
        "/docs//etc/passwd",
        "/docs/\\..\\..\\etc\\passwd",
        "/docs/META-INF/MANIFEST.MF",
        "//docs/../../etc/passwd"
      })
  void shouldServeNothingButTheDocsUnderDocs(final String path) {
    final RawHttp.Answer answer =
        RawHttp.send(
            fixture.uri("/"), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("root:").doesNotContain("Manifest-Version");
  }

  @ParameterizedTest
  @CsvSource({
    "Basic YTpi",
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "bearer x.y.z",
    "Token abc",
    "'Bearer ,'"
  })
  void shouldRefuseCredentialsThatAreNoToken(final String header) {
    final HttpResponse<String> response =
        fixture.send(fixture.request("/v1/status").header("Authorization", header).GET());

    assertThat(response.statusCode()).isEqualTo(401);
  }

  @Test
  void shouldRefuseTwoTokensAtOnce() {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin("/v1/status")
                .header("Authorization", "Bearer " + fixture.token(Role.AUDITOR))
                .GET());

    assertThat(response.statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1042",
        "W/\"1042\"",
        "\"abc\"",
        "\"1\", \"2\"",
        "\"99999999999999999999\"",
        "\"9999999999999999999\""
      })
  void shouldRefuseVersionsThatAreNone(final String version) {
    final HttpResponse<String> response =
        fixture.send(
            fixture
                .asAdmin(AGENT)
                .header("If-Match", version)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"trust\":\"suspended\"}")));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(fixture.identity().lastCall()).isNull();
  }

  @Test
  void shouldAnswerWhatIsNoHttpWithProblems() {
    final RawHttp.Answer line =
        RawHttp.send(
            fixture.uri("/"), "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    final RawHttp.Answer headers =
        RawHttp.send(
            fixture.uri("/"), "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
    final RawHttp.Answer version =
        RawHttp.send(fixture.uri("/"), "GET / HTTP/9.9\r\nHost: x\r\n\r\n");
    final RawHttp.Answer both =
        RawHttp.send(
            fixture.uri("/"),
            "POST /v1/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    assertThat(line.status()).isEqualTo(414);
    assertThat(headers.status()).isEqualTo(431);
    assertThat(version.status()).isIn(400, 501, 505);
    assertThat(both.status()).isIn(400, 401);
    assertThat(line.body()).contains("URI_TOO_LONG");
    assertThat(headers.body()).contains("HEADERS_TOO_LARGE");
  }

  @Test
  void shouldStillServeAfterAllThat() {
    assertThat(fixture.get("/v1/agents").statusCode()).isEqualTo(200);
  }
}
