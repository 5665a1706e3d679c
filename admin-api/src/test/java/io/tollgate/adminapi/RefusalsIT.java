package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.fixture.RealGate;
import io.tollgate.adminapi.fixture.RefusalEvidence;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.support.AgentId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input over HTTP against a real gate: it is refused clearly, nothing is changed, and the
 * signed audit logs have each refusal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RefusalsIT {
  private static final HexFormat HEX = HexFormat.of();
  private static final String UNKNOWN = "ab".repeat(32);
  private static final String CALL = "audit.call-refused";
  private static final String IDENTITY = "identity.refused";
  private static final String COMMAND = "command.refused";

  private RealGate gate;
  private RefusalEvidence evidence;
  private int tenant;

  /** An agent whose key is known here. */
  private record Enrolled(String id, String seed) {
    private Ed25519KeyPair key() {
      return Ed25519KeyPair.fromSeed(HEX.parseHex(seed));
    }

    private String path() {
      return "/v1/agents/" + id;
    }
  }

  @BeforeAll
  void start(@TempDir final Path data) {
    gate = RealGate.start(data);
    evidence = new RefusalEvidence(gate);
    tenant =
        created("/v1/tenants", new JsonObject().put("name", "refused"))
            .getJsonObject("tenant")
            .getInteger("tenant_id");
  }

  @AfterAll
  void stop() {
    gate.close();
  }

  @Test
  void shouldRefuseWhatIsAskedOfAnUnknownAgent() {
    final String path = "/v1/agents/" + UNKNOWN;
    final String none = "there is no agent " + UNKNOWN;
    require(gate.send("GET", path, null), "404 NOT_FOUND", none, CALL, UNKNOWN);
    require(change(path, "trust", "suspended"), "404 NOT_FOUND", none, COMMAND, UNKNOWN);
    require(change(path, "tier", "premium"), "404 NOT_FOUND", none, COMMAND, UNKNOWN);
    require(
        gate.send("PUT", path + "/profile", "{\"owner\":\"team:a\"}"),
        "404 NOT_FOUND",
        none,
        IDENTITY,
        UNKNOWN);
    final Enrolled other = newAgent();
    try (Ed25519KeyPair next = Ed25519.generate(new SecureRandom())) {
      require(
          rotate(path, rotation(other.key(), next, other.key(), next, UNKNOWN)),
          "404 NOT_FOUND",
          none,
          IDENTITY,
          UNKNOWN);
    }
    require(
        gate.send("POST", "/v1/delegations", delegation(UNKNOWN).encode()),
        "404 NOT_FOUND",
        none,
        IDENTITY,
        UNKNOWN);
    assertThat(gate.send("GET", path, null).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRefuseWhoIsNotTheOwner() {
    final Enrolled owner = newAgent();
    final Enrolled thief = newAgent();
    final String before = state(owner);
    require(
        gate.send("PUT", owner.path() + "/profile", "{\"owner\":\"mallory\"}"),
        "400 REQUEST_INVALID",
        "/owner",
        CALL,
        owner.id());
    try (Ed25519KeyPair old = owner.key();
        Ed25519KeyPair key = thief.key();
        Ed25519KeyPair next = Ed25519.generate(new SecureRandom())) {
      require(
          rotate(owner.path(), rotation(old, next, key, next, owner.id())),
          "422 OLD_KEY_SIGNATURE_INVALID",
          "sign it with both",
          IDENTITY,
          owner.id());
    }
    final Chain root =
        Chain.ofText(
            created("/v1/delegations", delegation(owner.id()).put("delegations_left", 1))
                .getString("chain"));
    final JsonObject child =
        delegation(thief.id())
            .put("parent_chain", root.toText())
            .put("expires_at", soon(60))
            .put("not_before", soon(0))
            .put("link_id", "00000000000000aa")
            .put("signature", "11".repeat(64));
    require(
        gate.send("POST", "/v1/delegations", child.encode()),
        "422 DELEGATION_SIGNATURE_INVALID",
        "current key",
        IDENTITY,
        owner.id());
    child.remove("signature");
    child.remove("link_id");
    require(
        gate.send("POST", "/v1/delegations", child.encode()),
        "422 DELEGATION_UNSIGNED",
        "wants the signature of its delegator",
        IDENTITY,
        owner.id());
    assertThat(state(owner)).isEqualTo(before);
    assertThat(read("/v1/delegations?agent=" + thief.id()).getJsonArray("items")).isEmpty();
  }

  @Test
  void shouldRefuseAReplayedChallengeAndAKeyInUse() {
    try (Ed25519KeyPair key = Ed25519.generate(new SecureRandom())) {
      final JsonObject enrolment = proven(key, "first");
      final String id =
          created("/v1/agents", enrolment).getJsonObject("agent").getString("agent_id");
      final String before = read("/v1/agents/" + id).encode();
      final int agents = agents();
      final JsonObject replayed = enrolment.copy().put("name", "second");
      require(
          gate.send("POST", "/v1/agents", replayed.encode()),
          "422 PROOF_INVALID",
          "ask for a new one",
          IDENTITY,
          id);
      require(
          gate.send("POST", "/v1/agents", proven(key, "third").encode()),
          "409 KEY_IN_USE",
          "make a new key",
          IDENTITY,
          id);
      final Enrolled other = newAgent();
      try (Ed25519KeyPair own = other.key()) {
        require(
            rotate(other.path(), rotation(own, key, own, key, other.id())),
            "409 KEY_IN_USE",
            "make a new key",
            IDENTITY,
            other.id());
      }
      assertThat(read("/v1/agents/" + id).encode()).isEqualTo(before);
      assertThat(agents()).isEqualTo(agents + 1);
      assertThat(read(other.path() + "/keys").getJsonArray("items")).hasSize(1);
    }
  }

  @Test
  void shouldRefuseARotationThatOnlyOneKeySigned() {
    final Enrolled agent = newAgent();
    final String before = state(agent);
    try (Ed25519KeyPair old = agent.key();
        Ed25519KeyPair next = Ed25519.generate(new SecureRandom())) {
      require(
          rotate(agent.path(), rotation(old, next, old, old, agent.id())),
          "422 NEW_KEY_SIGNATURE_INVALID",
          "sign it with both",
          IDENTITY,
          agent.id());
      require(
          rotate(agent.path(), rotation(old, next, next, next, agent.id())),
          "422 OLD_KEY_SIGNATURE_INVALID",
          "sign it with both",
          IDENTITY,
          agent.id());
    }
    assertThat(state(agent)).isEqualTo(before);
    assertThat(read(agent.path() + "/keys").getJsonArray("items")).hasSize(1);
  }

  @Test
  void shouldRefuseAUsedJoinTokenAndCountThoseThatNobodyMade() {
    final JsonObject made =
        created(
            "/v1/join-tokens",
            new JsonObject()
                .put("tenant_id", tenant)
                .put("owner", "team:platform")
                .put("expires_at", soon(60)));
    final JoinSecret secret = JoinSecret.ofText(made.getString("token")).orElseThrow();
    final HttpResponse<String> first = join(secret);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    final int agents = agents();
    final HttpResponse<String> again = join(secret);
    assertThat(again.statusCode()).isEqualTo(409);
    final JsonObject problem = new JsonObject(again.body());
    assertThat(problem.getString("detail")).contains("ask for another one");
    assertThat(
            evidence
                .search(
                    "event_type=identity.refused&q=JOIN_TOKEN_USED", problem.getLong("position"))
                .getJsonObject(0)
                .getString("resource"))
        .contains(secret.tokenId());

    final HttpResponse<String> unknown = join(JoinSecret.random(new SecureRandom()));
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(unknown.body()).getString("reason")).isEqualTo("JOIN_TOKEN_INVALID");
    evidence.awaitCounted("(nobody)", "JOIN_TOKEN_INVALID", 1);
    assertThat(agents()).isEqualTo(agents);
  }

  @Test
  void shouldRefuseWhatIsTooLongNotUtf8OrNoJson() {
    final Enrolled agent = newAgent();
    final String path = agent.path() + "/profile";
    final String before = state(agent);
    final String ten = "{\"metadata\":{\"a\":\"" + "x".repeat(10 << 20) + "\"}}";
    require(gate.send("PUT", path, ten), "413 BODY_TOO_LARGE", "64 KiB", CALL, agent.id());
    final byte[] latin =
        "{\"metadata\":{\"a\":\"caf\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1);
    require(
        gate.sendBytes("PUT", path, "application/json", latin),
        "400 BODY_MALFORMED",
        "not UTF-8",
        CALL,
        agent.id());
    require(
        gate.send("PUT", path, "{\"metadata\":{\"a\":\"\\ud800\"}}"),
        "422 VALUE_INVALID",
        "metadata",
        CALL,
        agent.id());
    require(
        gate.send("PUT", path, "{\"metadata\""), "400 BODY_MALFORMED", "line 1", CALL, agent.id());
    require(
        gate.sendBytes("PUT", path, "text/plain", new byte[] {'a'}),
        "415 UNSUPPORTED_MEDIA_TYPE",
        "application/json",
        CALL,
        agent.id());
    final JsonObject nine = new JsonObject();
    for (int i = 0; i < 9; i++) {
      nine.put("k" + i, "v".repeat(256));
    }
    require(
        gate.send("PUT", path, new JsonObject().put("metadata", nine).encode()),
        "422 VALUE_INVALID",
        "2048",
        CALL,
        agent.id());
    assertThat(state(agent)).isEqualTo(before);
  }

  @Test
  void shouldRefuseAnExportOfAnUnknownRangeAndAPathThatIsNone() {
    require(
        gate.send("GET", "/v1/audit/logs/ledger/bundle?first=5&last=99999999", null),
        "422 RANGE_UNKNOWN",
        "the log has records 0 to",
        "audit.refused",
        null);
    require(gate.send("GET", "/v1/nothing", null), "404 ROUTE_UNKNOWN", "/docs", CALL, null);
    require(
        gate.send("DELETE", "/v1/tenants", null), "405 METHOD_NOT_ALLOWED", "Allow", CALL, null);
  }

  @Test
  void shouldJournalEveryStepOfALifeAndRefuseImpossibleOnes() {
    final Enrolled agent = newAgent();
    for (final String trust : new String[] {"suspended", "trusted", "suspended"}) {
      final HttpResponse<String> step = change(agent.path(), "trust", trust);
      assertThat(step.statusCode()).as(step.body()).isEqualTo(200);
      requireStep(agent, new JsonObject(step.body()).getLong("position"));
    }
    final HttpResponse<String> revoked =
        gate.send("POST", agent.path() + "/revocation", null, "If-Match", "*");
    assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
    requireStep(agent, new JsonObject(revoked.body()).getLong("position"));
    final String before = state(agent);
    for (final String trust : new String[] {"trusted", "suspended", "untrusted"}) {
      require(
          change(agent.path(), "trust", trust),
          "409 FINAL_STATE",
          "revoked for good; register another",
          COMMAND,
          agent.id());
    }
    require(
        gate.send("PUT", agent.path() + "/profile", "{\"owner\":\"team:a\"}"),
        "409 AGENT_REVOKED",
        "revoked for good",
        IDENTITY,
        agent.id());
    assertThat(state(agent)).isEqualTo(before);
  }

  @Test
  void shouldNotLetAnybodyFillTheDiskWithRefusals() throws IOException {
    final String flooder =
        created(
                "/v1/tokens",
                new JsonObject()
                    .put("subject", "flooder")
                    .put("roles", new JsonArray().add("auditor"))
                    .put("lifetime_seconds", 600))
            .getString("token");
    final int requests = 150;
    int alone = 0;
    for (int i = 0; i < requests; i++) {
      final HttpResponse<String> refused = gate.sendAs(flooder, "POST", "/v1/tenants", "{}");
      assertThat(refused.statusCode()).isEqualTo(403);
      alone += new JsonObject(refused.body()).containsKey("position") ? 1 : 0;
      assertThat(gate.sendOpenly("/v1/tenants", "{}").statusCode()).isEqualTo(401);
    }
    try (Socket socket = new Socket(gate.uri().getHost(), gate.uri().getPort())) {
      socket.getOutputStream().write("NO HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .endsWith(" 400");
    }

    assertThat(alone).isBetween(60, 130);
    evidence.awaitCounted("flooder", "ROLE_MISSING", requests - alone);
    evidence.awaitCounted("(nobody)", "UNAUTHENTICATED", requests);
    evidence.awaitCounted("(nobody)", "REQUEST_INVALID", 1);
    assertThat(evidence.search("event_type=audit.calls-refused", 0)).hasSizeLessThan(20);
    assertThat(gate.send("GET", "/metrics", null).body())
        .contains("tollgate_refusals_total{reason=\"UNAUTHENTICATED\",written=\"counted\"} 150.0");
  }

  private void requireStep(final Enrolled agent, final long position) {
    final JsonObject step = evidence.search("agent=" + agent.id(), position).getJsonObject(0);
    assertThat(step.getString("event_type")).isEqualTo("agent.trust-set");
    assertThat(step.getLong("journal_position")).isEqualTo(position);
  }

  private void require(
      final HttpResponse<String> answer,
      final String refusal,
      final String hint,
      final String eventType,
      final String agent) {
    evidence.require(answer, refusal, hint, eventType, agent, "admin");
  }

  private HttpResponse<String> change(final String path, final String what, final String to) {
    return gate.send("PATCH", path, new JsonObject().put(what, to).encode(), "If-Match", "*");
  }

  private HttpResponse<String> rotate(final String path, final JsonObject rotation) {
    return gate.send("POST", path + "/keys", rotation.encode());
  }

  private static JsonObject rotation(
      final Ed25519KeyPair old,
      final Ed25519KeyPair next,
      final Ed25519KeyPair firstSigner,
      final Ed25519KeyPair secondSigner,
      final String agent) {
    final byte[] message =
        KeyRotation.message(AgentId.ofHex(agent), 1, old.publicKey(), next.publicKey());
    return new JsonObject()
        .put("sequence", 1)
        .put("old_key", HEX.formatHex(old.publicKey()))
        .put("new_key", HEX.formatHex(next.publicKey()))
        .put("old_signature", HEX.formatHex(Ed25519.sign(firstSigner, message)))
        .put("new_signature", HEX.formatHex(Ed25519.sign(secondSigner, message)));
  }

  private HttpResponse<String> join(final JoinSecret secret) {
    try (Ed25519KeyPair key = Ed25519.generate(new SecureRandom())) {
      final byte[] message = secret.message(key.publicKey(), "joined");
      return gate.sendOpenly(
          "/v1/joins",
          new JsonObject()
              .put("token", secret.text())
              .put("name", "joined")
              .put("public_key", HEX.formatHex(key.publicKey()))
              .put("signature", HEX.formatHex(Ed25519.sign(key, message)))
              .encode());
    }
  }

  private JsonObject proven(final Ed25519KeyPair key, final String name) {
    final String publicKey = HEX.formatHex(key.publicKey());
    final JsonObject challenge =
        created("/v1/challenges", new JsonObject().put("public_key", publicKey));
    final byte[] message = HEX.parseHex(challenge.getString("message"));
    return new JsonObject()
        .put("tenant_id", tenant)
        .put("name", name)
        .put("public_key", publicKey)
        .put(
            "proof",
            new JsonObject()
                .put("challenge_id", challenge.getString("challenge_id"))
                .put("signature", HEX.formatHex(Ed25519.sign(key, message))));
  }

  private static JsonObject delegation(final String agent) {
    return new JsonObject()
        .put("agent_id", agent)
        .put("permissions", new JsonArray().add("llm:call"))
        .put("expires_at", soon(600));
  }

  private static String soon(final int seconds) {
    return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Enrolled newAgent() {
    final JsonObject enrolled =
        created(
            "/v1/agents",
            new JsonObject()
                .put("tenant_id", tenant)
                .put("name", "agent-" + UUID.randomUUID())
                .put("trust", "trusted"));
    return new Enrolled(
        enrolled.getJsonObject("agent").getString("agent_id"), enrolled.getString("private_key"));
  }

  private String state(final Enrolled agent) {
    return read(agent.path()).encode();
  }

  private int agents() {
    return read("/v1/agents?tenant=" + tenant).getJsonArray("items").size();
  }

  private JsonObject read(final String path) {
    final HttpResponse<String> answer = gate.send("GET", path, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private JsonObject created(final String path, final JsonObject body) {
    final HttpResponse<String> answer = gate.send("POST", path, body.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new JsonObject(answer.body());
  }
}
