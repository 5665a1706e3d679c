package io.tollgate.bench.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.bench.ChildJvm;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.lookup.client.AgentDirectory;
import io.tollgate.ops.Main;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.delegation.DelegatorRequest;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A whole gate as {@code ops/tollgate up} starts it: engine, PostgreSQL, products, REST. */
final class UpGate implements AutoCloseable {
  static final String PERMISSION = "llm:call";

  private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);
  private static final long STOP_TIMEOUT_S = 40;
  private static final Duration CHAIN_LIFETIME = Duration.ofHours(6);

  private final GateHome home;
  private final Process process;
  private final String expiresAt =
      Instant.now().plus(CHAIN_LIFETIME).truncatedTo(ChronoUnit.SECONDS).toString();
  private String token;
  private AdminClient api;
  private long tenant;
  private int permissionBit;

  /** An agent, its key, and the chain that ends with it. */
  record Agent(String id, Ed25519KeyPair key, String chain) {}

  UpGate(final Path data, final Path log) throws IOException {
    home = new GateHome(data);
    final ProcessBuilder gate =
        ChildJvm.of(List.of(), Main.class, List.of("up", "--data", data.toString(), "--port", "0"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // What the launcher was told is no setting of a gate, which refuses what it does not know.
    gate.environment().remove("TOLLGATE_RESULTS");
    process = gate.start();
    try {
      awaitReady();
      token = Files.readString(home.adminToken()).strip();
      api = new AdminClient(home.apiUrl(), token);
      tenant =
          api.post("/v1/tenants", Json.object().put("name", "bench"))
              .body()
              .path("tenant")
              .path("tenant_id")
              .longValue();
      permissionBit = findPermission();
    } catch (final IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void awaitReady() throws IOException {
    final long deadlineNs = System.nanoTime() + START_TIMEOUT_NS;
    while (!Files.exists(home.apiInfo())) {
      if (!process.isAlive() || System.nanoTime() - deadlineNs > 0) {
        throw new IOException("the gate does not come up");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int findPermission() {
    for (final JsonNode permission :
        api.getFresh(new Query("/v1/permissions")).body().path("items")) {
      if (permission.path("name").asText().equals(PERMISSION)) {
        return permission.path("bit").intValue();
      }
    }
    throw new IllegalStateException("the catalogue has no " + PERMISSION);
  }

  AdminClient api() {
    return api;
  }

  GateHome home() {
    return home;
  }

  Path data() {
    return home.root();
  }

  long tenant() {
    return tenant;
  }

  /** A connection to REST. */
  RestLine line() throws IOException {
    return new RestLine(home.apiUrl(), token);
  }

  /** A program's look-ups. */
  AgentDirectory directory() {
    return AgentDirectory.start(
        new AgentDirectory.Context().gate(home.apiUrl()).token(() -> token));
  }

  int permissionBit() {
    return permissionBit;
  }

  /** Makes an agent that the operator delegates to. */
  Agent root(final String name) {
    final JsonNode created = create(name);
    final String id = created.path("agent").path("agent_id").asText();
    return new Agent(
        id,
        Ed25519KeyPair.fromSeed(HexFormat.of().parseHex(created.path("private_key").asText())),
        delegate(request(id, 1)));
  }

  /** Makes an agent below another one. */
  Agent child(final Agent parent, final String name) {
    final JsonNode created = create(name);
    final String id = created.path("agent").path("agent_id").asText();
    return new Agent(
        id,
        Ed25519KeyPair.fromSeed(HexFormat.of().parseHex(created.path("private_key").asText())),
        link(parent, id));
  }

  /** A chain by which one agent delegates to another. */
  String link(final Agent parent, final String childId) {
    final ObjectNode request = request(childId, 0);
    new DelegatorRequest(parent.chain(), parent.key())
        .sign(request, PermissionSet.NONE.with(permissionBit));
    return delegate(request);
  }

  private JsonNode create(final String name) {
    return api.post(
            "/v1/agents",
            Json.object()
                .put("tenant_id", tenant)
                .put("name", name)
                .put("trust", "trusted")
                .put("tier", "premium"))
        .body();
  }

  private ObjectNode request(final String id, final int delegationsLeft) {
    final ObjectNode request =
        Json.object()
            .put("agent_id", id)
            .put("expires_at", expiresAt)
            .put("delegations_left", delegationsLeft);
    request.putArray("permissions").add(PERMISSION);
    return request;
  }

  private String delegate(final ObjectNode request) {
    return api.post("/v1/delegations", request).body().path("chain").asText();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (final InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
