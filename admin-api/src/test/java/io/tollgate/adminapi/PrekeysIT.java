package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.fixture.AnswerValidator;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.RealGate;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.IdentityDhKey;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.Prekey.Kind;
import io.tollgate.identity.domain.X25519;
import io.tollgate.support.AgentId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Prekeys over HTTP against a real engine, journal and PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrekeysIT {
  private static final HexFormat HEX = HexFormat.of();
  private final Instant expiresAt =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600);

  private final byte[] identity = X25519.publicKey(X25519.generate(new SecureRandom()));
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
  void shouldGiveAOneTimePrekeyOnceAndThenFallBackAndNothingOfASuspendedAgent() {
    final int tenant =
        sent("createTenant", "POST", "/v1/tenants", new JsonObject().put("name", "writers"), 201)
            .getJsonObject("tenant")
            .getInteger("tenant_id");
    final JsonObject enrolled =
        sent(
            "createAgent",
            "POST",
            "/v1/agents",
            new JsonObject().put("tenant_id", tenant).put("name", "away"),
            201);
    final String id = enrolled.getJsonObject("agent").getString("agent_id");
    final String path = "/v1/agents/" + id + "/prekeys";
    final JsonObject upload;
    try (Ed25519KeyPair pair =
        Ed25519KeyPair.fromSeed(HEX.parseHex(enrolled.getString("private_key")))) {
      upload = upload(AgentId.ofHex(id), pair);
    }

    final JsonObject stock = sent("uploadPrekeys", "POST", path, upload, 201);
    assertThat(stock.getInteger("one_time_left")).isOne();
    assertThat(stock.getBoolean("low")).isTrue();
    final JsonObject again = sent("uploadPrekeys", "POST", path, upload, 409);
    assertThat(again.getString("reason")).isEqualTo("PREKEY_ID_USED");
    assertThat(again.getLong("position")).isPositive();

    final String bundles = path + "/bundles";
    final JsonObject first = taken(bundles, "once-only-key-1");
    assertThat(first.getJsonObject("one_time_prekey"))
        .isEqualTo(upload.getJsonArray("one_time_prekeys").getJsonObject(0));
    assertThat(taken(bundles, "once-only-key-1")).isEqualTo(first);
    final JsonObject second = taken(bundles, "once-only-key-2");
    assertThat(second.getJsonObject("one_time_prekey")).isNull();
    assertThat(second.getJsonObject("signed_prekey"))
        .isEqualTo(upload.getJsonArray("signed_prekeys").getJsonObject(0));
    assertThat(sent("getPrekeys", "GET", path, null, 200).getInteger("one_time_left")).isZero();

    final HttpResponse<String> suspended =
        gate.send(
            "PATCH",
            "/v1/agents/" + id,
            new JsonObject().put("trust", "suspended").encode(),
            "If-Match",
            "*");
    assertThat(suspended.statusCode()).isEqualTo(200);
    assertThat(sent("takePrekeyBundle", "POST", bundles, null, 409).getString("reason"))
        .isEqualTo("AGENT_SUSPENDED");
  }

  private JsonObject upload(final AgentId agentId, final Ed25519KeyPair pair) {
    return new JsonObject()
        .put(
            "identity_key",
            new JsonObject()
                .put("number", 1)
                .put("public_key", HEX.formatHex(identity))
                .put("signature", signed(pair, IdentityDhKey.message(agentId, 1, identity))))
        .put("signed_prekeys", new JsonArray().add(prekey(Kind.SIGNED, agentId, pair)))
        .put("one_time_prekeys", new JsonArray().add(prekey(Kind.ONE_TIME, agentId, pair)));
  }

  private JsonObject prekey(final Kind kind, final AgentId agentId, final Ed25519KeyPair pair) {
    final byte[] key = X25519.publicKey(X25519.generate(new SecureRandom()));
    return new JsonObject()
        .put("id", 1)
        .put("public_key", HEX.formatHex(key))
        .put("expires_at", expiresAt.toString())
        .put("signature", signed(pair, Prekey.message(kind, agentId, identity, 1, expiresAt, key)));
  }

  private static String signed(final Ed25519KeyPair pair, final byte[] message) {
    return HEX.formatHex(Ed25519.sign(pair, message));
  }

  private JsonObject taken(final String path, final String idempotencyKey) {
    final HttpResponse<String> response =
        gate.send("POST", path, null, "Idempotency-Key", idempotencyKey);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(validator.complaints("takePrekeyBundle", response)).isEmpty();
    return ApiFixture.json(response);
  }

  private JsonObject sent(
      final String operationId,
      final String method,
      final String path,
      final JsonObject body,
      final int status) {
    final HttpResponse<String> response =
        gate.send(method, path, body == null ? null : body.encode());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(validator.complaints(operationId, response)).isEmpty();
    return ApiFixture.json(response);
  }
}
