package io.tollgate.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.IdentityDhKey;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.PrekeyUpload;
import io.tollgate.ops.cli.Json;
import io.tollgate.support.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a gate that only answers; what commands send it is checked as the gate would. */
class AgentCommandsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String AGENT = "3b".repeat(32);
  private static final String PREKEYS = "/v1/agents/" + AGENT + "/prekeys";
  private static final String STOCK =
      "{\"identity_key\":null,\"current\":true,\"signed_prekeys\":[],\"one_time_left\":0,"
          + "\"low\":true,\"last_signed_id\":4,\"last_one_time_id\":9}";

  @TempDir private Path directory;
  private final Ed25519KeyPair pair = Ed25519.generate(new SecureRandom());
  private StubGate gate;
  private Path key;

  @BeforeEach
  void start() throws IOException {
    gate = new StubGate(directory);
    key = Files.writeString(directory.resolve("agent.key"), HEX.formatHex(pair.seed()));
  }

  @AfterEach
  void stop() {
    gate.close();
  }

  @Test
  void shouldUploadPrekeysThatTheAgentSignedAndKeepTheirSecretHalves() throws IOException {
    gate.answering("GET " + PREKEYS, STOCK);
    gate.answering("POST " + PREKEYS, STOCK);
    final Path secrets = directory.resolve("prekeys");
    final String[] command = {
      "agent",
      "prekeys",
      "upload",
      AGENT,
      "--key",
      key.toString(),
      "--dir",
      secrets.toString(),
      "--count",
      "3",
      "--json"
    };
    assertThat(gate.run(command)).as(gate.err.toString()).isZero();
    assertThat(Json.parse(gate.out.toString())).isEqualTo(Json.parse(STOCK));
    final PrekeyUpload upload = upload(gate.sent("POST " + PREKEYS));
    assertThat(upload.refusal(AgentId.ofHex(AGENT), HEX.formatHex(pair.publicKey()))).isEmpty();
    assertThat(upload.identityKey().number()).isEqualTo(1);
    assertThat(upload.signed()).extracting(Prekey::id).containsExactly(5);
    assertThat(upload.oneTime()).extracting(Prekey::id).containsExactly(10, 11, 12);
    for (final String name : List.of("identity-1", "signed-5", "one-time-10", "one-time-12")) {
      final Path secret = secrets.resolve(name + ".key");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
      assertThat(gate.out + "" + gate.err).doesNotContain(Files.readString(secret).strip());
    }
    // Done again because its answer was lost, it brings the same keys.
    assertThat(gate.run(command)).isZero();
    assertThat(upload(gate.sent("POST " + PREKEYS)).oneTime())
        .extracting(Prekey::publicKey)
        .isEqualTo(upload.oneTime().stream().map(Prekey::publicKey).toList());
  }

  private static PrekeyUpload upload(final JsonNode sent) {
    final JsonNode identity = sent.path("identity_key");
    return new PrekeyUpload(
        new IdentityDhKey(
            identity.path("number").asInt(),
            identity.path("public_key").asText(),
            identity.path("signature").asText()),
        prekeys(sent.path("signed_prekeys"), Prekey.Kind.SIGNED),
        prekeys(sent.path("one_time_prekeys"), Prekey.Kind.ONE_TIME));
  }

  private static List<Prekey> prekeys(final JsonNode items, final Prekey.Kind kind) {
    final List<Prekey> prekeys = new ArrayList<>();
    for (final JsonNode item : items) {
      prekeys.add(
          new Prekey(
              kind,
              item.path("id").asInt(),
              item.path("public_key").asText(),
              Instant.parse(item.path("expires_at").asText()),
              item.path("signature").asText()));
    }
    return prekeys;
  }

  @Test
  void shouldShowWhatIsLeftAndRefuseToMakeTooMany() {
    gate.answering("GET " + PREKEYS, STOCK);
    assertThat(gate.run("agent", "prekeys", "show", AGENT)).isZero();
    assertThat(gate.out.toString()).contains("no prekeys");
    assertThat(
            gate.run(
                "agent", "prekeys", "upload", AGENT, "--key", "x", "--dir", "y", "--count", "101"))
        .isEqualTo(2);
  }

  @Test
  void shouldListAnAgentsKeys() {
    gate.answering(
        "GET /v1/agents/" + AGENT + "/keys",
        "{\"items\":[{\"sequence\":0,\"public_key\":\"d7\",\"since\":\"2026-11-23T09:27:00Z\"}]}");
    assertThat(gate.run("agent", "keys", AGENT)).isZero();
    assertThat(gate.out.toString()).contains("ROTATION", "d7", "2026-11-23T09:27:00Z");
  }

  @Test
  void shouldSetAndShowAProfile() throws IOException {
    final String agent = "{\"owner\":\"team:platform\",\"metadata\":{\"model\":\"m\"}}";
    gate.answering("PUT /v1/agents/" + AGENT + "/profile", "{\"agent\":" + agent + "}");
    gate.answering("GET /v1/agents/" + AGENT, agent);
    assertThat(
            gate.run(
                "agent",
                "profile",
                "set",
                AGENT,
                "--owner",
                "team:platform",
                "--metadata",
                "model=m"))
        .isZero();
    assertThat(gate.sent("PUT /v1/agents/" + AGENT + "/profile")).isEqualTo(Json.parse(agent));
    assertThat(gate.run("agent", "profile", "show", AGENT)).isZero();
    assertThat(gate.out.toString()).isEqualTo("owner team:platform\nmodel=m\n".repeat(2));
  }

  @Test
  void shouldWriteAJoinTokenToAFileAndNowhereElse() throws IOException {
    final JoinSecret secret = JoinSecret.random(new SecureRandom());
    gate.answering(
        "POST /v1/join-tokens",
        "{\"join_token\":{\"token_id\":\"9f\"},\"token\":\"" + secret.text() + "\"}");
    final Path file = directory.resolve("join.token");
    assertThat(
            gate.run(
                "join-token",
                "create",
                "--tenant",
                "1",
                "--owner",
                "human:x",
                "--expires",
                "1h",
                "--out",
                file.toString(),
                "--json"))
        .as(gate.err.toString())
        .isZero();
    assertThat(Files.readString(file).strip()).isEqualTo(secret.text());
    assertThat(gate.out + "" + gate.err).doesNotContain(secret.text());
    final JsonNode sent = gate.sent("POST /v1/join-tokens");
    assertThat(sent.path("owner").asText()).isEqualTo("human:x");
    assertThat(sent.path("tier").asText()).isEqualTo("basic");
  }

  @Test
  void shouldJoinByATokenAndAKeyWithoutAnyOtherRight() throws IOException {
    final JoinSecret secret = JoinSecret.random(new SecureRandom());
    final Path token = Files.writeString(directory.resolve("join.token"), secret.text());
    gate.answering("POST /v1/joins", "{\"agent\":{\"agent_id\":\"" + AGENT + "\"}}");
    assertThat(
            gate.run(
                "join-token",
                "use",
                "worker",
                "--join-token",
                token.toString(),
                "--key",
                key.toString()))
        .as(gate.err.toString())
        .isZero();
    final JsonNode sent = gate.sent("POST /v1/joins");
    assertThat(gate.authorization("POST /v1/joins")).isEqualTo("null");
    assertThat(sent.path("public_key").asText()).isEqualTo(HEX.formatHex(pair.publicKey()));
    assertThat(
            Ed25519.verify(
                pair.publicKey(),
                secret.message(pair.publicKey(), "worker"),
                HEX.parseHex(sent.path("signature").asText())))
        .isTrue();
    assertThat(gate.out + "" + gate.err).doesNotContain(secret.text());
  }
}
