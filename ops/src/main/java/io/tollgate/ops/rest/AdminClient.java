package io.tollgate.ops.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Speaks to the REST admin API. Thread-safe; calls block until the answer or the time-out. */
public final class AdminClient {

  /** Used as If-Match: change it whatever its version is now. */
  public static final String ANY_VERSION = "*";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int PAGE = 1_000;
  private static final String PROTOBUF = "application/protobuf";

  private final URI base;
  private final Optional<String> token;
  private final HttpClient http;

  /**
   * Makes a client; connects at its first call.
   *
   * @param base as in http://127.0.0.1:7070
   * @param token sent with every request, never shown
   */
  public AdminClient(final URI base, final String token) {
    this(base, Optional.of(token));
  }

  /** Makes a client that has no token; connects at its first call. */
  public AdminClient(final URI base) {
    this(base, Optional.empty());
  }

  private AdminClient(final URI base, final Optional<String> token) {
    this.base = base;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  public Reply get(final Query query) {
    return send("GET", query.toString(), null, null);
  }

  /**
   * Reads what is no older than the engine's newest record at the time of the call.
   *
   * @throws ProblemException where the read model does not get there in time
   */
  public Reply getFresh(final Query query) {
    return get(query.with("at_least_position", enginePosition()));
  }

  /**
   * Collects the items of a list over its pages.
   *
   * @param most how many items at most
   * @return items, and next_cursor where there are more
   */
  public ObjectNode list(final Query filters, final int most) {
    return list(filters, most, null);
  }

  /**
   * The same from a page on.
   *
   * @param from next_cursor of an earlier call; null for the beginning
   */
  public ObjectNode list(final Query filters, final int most, final String from) {
    final ArrayNode items = Json.object().putArray("items");
    final Long position = enginePosition();
    JsonNode cursor = from == null ? null : TextNode.valueOf(from);
    do {
      final Query page =
          filters
              .copy()
              .with("limit", Math.min(PAGE, most - items.size()))
              .with("cursor", cursor == null ? null : cursor.asText())
              .with("at_least_position", position);
      final JsonNode body = get(page).body();
      body.path("items").forEach(items::add);
      cursor = body.path("next_cursor");
    } while (cursor.isTextual() && items.size() < most);
    final ObjectNode list = Json.object();
    list.set("items", items);
    list.set("next_cursor", cursor);
    return list;
  }

  private Long enginePosition() {
    final JsonNode position = get(new Query("/v1/status")).body().path("engine").path("position");
    return position.isNumber() ? position.longValue() : null;
  }

  /**
   * Downloads what is no JSON into a file that must not exist.
   *
   * @throws ProblemException where the API refuses; then there is no file
   */
  public void download(final Query query, final Path file) {
    final byte[] body = bytes(query, "*/*").body();
    try {
      Files.write(file, body, StandardOpenOption.CREATE_NEW);
    } catch (final FileAlreadyExistsException e) {
      throw new CliException(ExitCode.USAGE, file + " exists already", e);
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot write " + file + ": " + e, e);
    }
  }

  /**
   * Reads, as a message of protobuf, what is no older than the engine's newest record at the time
   * of the call.
   *
   * @throws ProblemException where the API refuses
   */
  public byte[] getFreshMessage(final Query query) {
    final HttpResponse<byte[]> response =
        bytes(query.with("at_least_position", enginePosition()), PROTOBUF);
    if (response.headers().firstValue("Content-Type").filter(PROTOBUF::equals).isEmpty()) {
      throw CliException.failure("the gate at " + base + " knows no messages of protobuf");
    }
    return response.body();
  }

  private HttpResponse<byte[]> bytes(final Query query, final String accept) {
    final HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(query.toString()))
            .timeout(ANSWER_TIMEOUT)
            .header("Accept", accept);
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    final HttpResponse<byte[]> response = exchange(request.build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new ProblemException(
          response.statusCode(), parse(new String(response.body(), StandardCharsets.UTF_8)));
    }
    return response;
  }

  public Reply post(final String path, final JsonNode body) {
    return post(path, body, null);
  }

  public Reply post(final String path, final JsonNode body, final String ifMatch) {
    return send("POST", path, body, ifMatch);
  }

  public Reply put(final String path, final JsonNode body, final String ifMatch) {
    return send("PUT", path, body, ifMatch);
  }

  public Reply patch(final String path, final JsonNode body, final String ifMatch) {
    return send("PATCH", path, body, ifMatch);
  }

  public Reply delete(final String path, final String ifMatch) {
    return send("DELETE", path, null, ifMatch);
  }

  /**
   * Sends one request and waits for its answer.
   *
   * @throws ProblemException where the API refuses
   * @throws CliException with UNAVAILABLE where nobody answers
   */
  private Reply send(
      final String method, final String path, final JsonNode body, final String ifMatch) {
    final HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(ANSWER_TIMEOUT)
            .header("Accept", "application/json, application/problem+json");
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (method.equals("POST")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body.toString()));
    }
    final HttpResponse<String> response = exchange(request.build(), BodyHandlers.ofString());
    final JsonNode answer = parse(response.body());
    if (response.statusCode() < 200 || response.statusCode() > 299) {
      throw new ProblemException(response.statusCode(), answer);
    }
    return new Reply(response.statusCode(), answer);
  }

  private <T> HttpResponse<T> exchange(
      final HttpRequest request, final HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (final IOException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "no answer from "
              + base
              + " ("
              + e.getClass().getSimpleName()
              + "); is the gate up? "
              + "Start it with: ops/tollgate up",
          e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.UNAVAILABLE, "interrupted while waiting for " + base, e);
    }
  }

  private static JsonNode parse(final String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : Json.parse(text);
    } catch (final JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
