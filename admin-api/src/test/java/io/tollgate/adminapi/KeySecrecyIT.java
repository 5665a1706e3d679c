package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.adminapi.fixture.RealGate;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.secrets.SecretStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys follow each other over HTTP against a real gate, and show nowhere but sealed in their files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeySecrecyIT {
  private static final List<String> SECRETS = List.of("link.key", "operator.key", "jwt.key");

  private final StringBuilder answers = new StringBuilder();
  private Path data;
  private RealGate gate;

  @BeforeAll
  void start(@TempDir final Path directory) {
    data = directory;
    gate = RealGate.start(data);
  }

  @AfterAll
  void stop() {
    gate.close();
  }

  @Test
  void shouldKillByRetirementWhatAKeySealedAndShowNoKeyAnywhere() throws IOException {
    final int tenant =
        sent("POST", "/v1/tenants", new JsonObject().put("name", "secretive"), 201)
            .getJsonObject("tenant")
            .getInteger("tenant_id");
    final String agent =
        sent(
                "POST",
                "/v1/agents",
                new JsonObject().put("tenant_id", tenant).put("name", "holder"),
                201)
            .getJsonObject("agent")
            .getString("agent_id");
    final String old = mint(agent);
    final int oldKey = keys(tenant).getJsonObject(0).getInteger("kid");

    sent("POST", "/v1/keys/" + oldKey + "/retirement", null, 409, "KEY_IS_LAST");
    sent("POST", "/v1/keys/1/retirement", null, 409, "KEY_IS_THE_GATES_OWN");
    sent(
        "POST",
        "/v1/keys/rotations",
        new JsonObject().put("tenant_id", tenant).put("overlap_seconds", 86_400),
        201);
    final String young = mint(agent);
    assertThat(keys(tenant).getJsonObject(0).getString("state")).isEqualTo("retiring");
    assertThat(keys(tenant).getJsonObject(0).getLong("living_links")).isOne();
    assertThat(check(old)).isEqualTo("OK");

    sent("POST", "/v1/keys/" + oldKey + "/retirement", null, 200);
    assertThat(check(old)).isEqualTo("KEY_RETIRED");
    assertThat(check(young)).isEqualTo("OK");
    answers.append(gate.send("GET", "/metrics", null).body());

    assertShownNowhere(old, young);
  }

  private void assertShownNowhere(final String... chains) throws IOException {
    final List<byte[]> hidden = new ArrayList<>();
    final SecretStore secrets = SecretStore.open(data.resolve("secrets"));
    for (final String name : SECRETS) {
      addForms(hidden, secrets.secret(name).read(32));
    }
    addForms(
        hidden,
        HexFormat.of().parseHex(Files.readString(data.resolve("secrets/root.key")).strip()));
    final List<byte[]> tags = new ArrayList<>();
    for (final String chain : chains) {
      final Chain sealed = Chain.ofText(chain);
      final byte[] tag = new byte[32];
      sealed.buffer().getBytes(sealed.length() - tag.length, tag);
      addForms(tags, tag);
    }
    assertHidden("the answers", bytes(answers.toString()), hidden);
    assertHidden("the JVM", bytes(jvm()), hidden);
    hidden.addAll(tags);
    try (Stream<Path> files = Files.walk(data)) {
      for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        // Chains pass through Aeron's buffers, which are shared memory of mode 0600.
        if (!file.startsWith(data.resolve("aeron")) && !file.endsWith("secrets/root.key")) {
          assertHidden(file.toString(), Files.readAllBytes(file), hidden);
        }
      }
    }
  }

  private static void addForms(final List<byte[]> forms, final byte[] key) {
    forms.add(key);
    forms.add(bytes(HexFormat.of().formatHex(key)));
    forms.add(bytes(Base64.getEncoder().withoutPadding().encodeToString(key)));
    forms.add(bytes(Base64.getUrlEncoder().withoutPadding().encodeToString(key)));
  }

  private static void assertHidden(
      final String where, final byte[] text, final List<byte[]> hidden) {
    final String all = new String(text, StandardCharsets.ISO_8859_1);
    for (final byte[] form : hidden) {
      assertThat(all.contains(new String(form, StandardCharsets.ISO_8859_1))).as(where).isFalse();
    }
  }

  /** What a thread dump, jcmd VM.flags and VM.system_properties, and ps would show. */
  private static String jvm() {
    return Arrays.toString(
            Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
                .map(ThreadInfo::toString)
                .toArray())
        + ManagementFactory.getRuntimeMXBean().getInputArguments()
        + System.getProperties()
        + ProcessHandle.current().info();
  }

  private static byte[] bytes(final String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String check(final String chain) {
    return sent(
            "POST",
            "/v1/check",
            new JsonObject().put("chain", chain).put("permission", "llm:call"),
            200)
        .getString("reason");
  }

  private String mint(final String agent) {
    final JsonObject body =
        new JsonObject()
            .put("agent_id", agent)
            .put("permissions", new JsonArray().add("llm:call"))
            .put("delegations_left", 0)
            .put(
                "expires_at",
                Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString());
    final HttpResponse<String> response = gate.send("POST", "/v1/delegations", body.encode());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return ApiFixture.json(response).getString("chain");
  }

  private JsonArray keys(final int tenant) {
    final long position =
        sent("GET", "/v1/status", null, 200).getJsonObject("engine").getLong("position");
    return sent("GET", "/v1/keys?tenant=" + tenant + "&at_least_position=" + position, null, 200)
        .getJsonArray("items");
  }

  private void sent(
      final String method,
      final String path,
      final JsonObject body,
      final int status,
      final String reason) {
    assertThat(sent(method, path, body, status).getString("reason")).isEqualTo(reason);
  }

  private JsonObject sent(
      final String method, final String path, final JsonObject body, final int status) {
    final HttpResponse<String> response =
        gate.send(method, path, body == null ? null : body.encode());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    answers.append(response.body());
    return ApiFixture.json(response);
  }
}
