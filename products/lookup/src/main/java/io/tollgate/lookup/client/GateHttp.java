package io.tollgate.lookup.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.lookup.Loaded;
import io.tollgate.lookup.LookupRefusedException;
import io.tollgate.lookup.Staleness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The few requests that look-ups need. Any thread; calls block. */
final class GateHttp {
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI gate;
  private final Supplier<String> token;
  private final HttpClient client;
  private final Duration timeout;

  GateHttp(
      final URI gate,
      final Supplier<String> token,
      final HttpClient client,
      final Duration timeout) {
    this.gate = gate;
    this.token = token;
    this.client = client;
    this.timeout = timeout;
  }

  /** One agent. */
  Loaded<AgentView> agent(final String agentId, final long atLeastPosition) {
    final String query = atLeastPosition > 0 ? "?at_least_position=" + atLeastPosition : "";
    final HttpResponse<byte[]> response = get("/v1/agents/" + agentId + query, timeout);
    if (response.statusCode() == 404) {
      return new Loaded<>(Optional.empty(), 0);
    }
    final JsonNode body = body(response);
    return new Loaded<>(
        Optional.of(view(body)),
        response.headers().firstValueAsLong("Tollgate-Position").orElse(0),
        staleness(response));
  }

  private static Optional<Staleness> staleness(final HttpResponse<byte[]> response) {
    return response.headers().firstValueAsLong("Tollgate-Stale").isEmpty()
        ? Optional.empty()
        : Optional.of(new Staleness(seconds(response, "Age"), seconds(response, "Tollgate-Stale")));
  }

  private static long seconds(final HttpResponse<byte[]> response, final String header) {
    return TimeUnit.SECONDS.toNanos(response.headers().firstValueAsLong(header).orElse(0));
  }

  /** What changed after a position; waits for something to change. */
  JsonNode news(final String epoch, final long after, final Duration wait) {
    return body(
        get(
            "/v1/lookups/news?epoch=" + epoch + "&after=" + after + "&wait_ms=" + wait.toMillis(),
            wait.plus(timeout)));
  }

  private HttpResponse<byte[]> get(final String path, final Duration within) {
    final HttpRequest request =
        HttpRequest.newBuilder(gate.resolve(path))
            .timeout(within)
            .header("Authorization", "Bearer " + token.get())
            .GET()
            .build();
    // The request's own time-out ends with the answer's head; this one is for all of it.
    final CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBody(MAX_BODY_BYTES));
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (final ExecutionException | TimeoutException e) {
      answer.cancel(true);
      throw new GateProblemException("the gate cannot be reached", e);
    } catch (final InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new GateProblemException("interrupted", e);
    }
  }

  private static JsonNode body(final HttpResponse<byte[]> response) {
    final JsonNode json;
    try {
      json = JSON.readTree(response.body());
    } catch (final JsonProcessingException e) {
      throw new GateProblemException("the answer is no JSON", e);
    } catch (final IOException e) {
      throw new GateProblemException("the answer cannot be read", e);
    }
    if (response.statusCode() == 200) {
      return json;
    }
    final String reason = json.path("reason").asText("UNKNOWN");
    throw switch (reason) {
      case "AGENT_SUSPENDED" -> new LookupRefusedException(LookupRefusedException.Cause.SUSPENDED);
      case "AGENT_REVOKED" -> new LookupRefusedException(LookupRefusedException.Cause.REVOKED);
      default -> new GateProblemException(response.statusCode(), reason);
    };
  }

  private static AgentView view(final JsonNode agent) {
    final Map<String, String> metadata = new TreeMap<>();
    agent
        .path("metadata")
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
    return new AgentView(
        agent.path("agent_id").asText(),
        agent.path("agent_index").asLong(),
        agent.path("public_key").asText(),
        agent.path("current_key").asText(),
        agent.path("key_sequence").asInt(),
        agent.path("tenant_id").asInt(),
        agent.path("name").asText(),
        agent.path("trust").asText(),
        agent.path("tier").asText(),
        agent.path("version").asLong(),
        Optional.ofNullable(agent.path("owner").textValue()),
        metadata);
  }
}
