package io.tollgate.adminapi.contract;

import io.tollgate.adminapi.access.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.impl.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The API's contract, {@code openapi/tollgate-v1.yaml}: as it is served, and as the router takes
 * it.
 *
 * <p>Vert.x knows neither {@code text/html} nor {@code application/problem+json} in answers, and no
 * relative server URL. So the router gets the document without its answers, and readers get it with
 * the server that they read it from.
 */
public final class ApiContract {
  private static final String RESOURCE = "/openapi/tollgate-v1.yaml";
  private static final String ROLES = "x-roles";
  private static final String AUDITED = "x-refusals-audited";

  private final JsonObject document;
  private final OpenAPIContract routing;
  private final Map<String, Set<Role>> roles;
  private final Set<String> openPaths;
  private final Set<String> audited;

  private ApiContract(final JsonObject document, final OpenAPIContract routing) {
    this.document = document;
    this.routing = routing;
    this.roles =
        routing.operations().stream()
            .collect(Collectors.toUnmodifiableMap(Operation::getOperationId, ApiContract::rolesIn));
    this.openPaths = openPaths(routing, roles);
    this.audited =
        routing.operations().stream()
            .filter(operation -> operation.getOpenAPIModel().getBoolean(AUDITED, false))
            .map(Operation::getOperationId)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Loads the contract from the class path; the future fails where it is no valid OpenAPI 3.1. */
  public static Future<ApiContract> load(final Vertx vertx) {
    return Utils.yamlStringToJson(resource())
        .compose(
            document ->
                OpenAPIContract.from(vertx, withoutAnswers(document))
                    .map(routing -> new ApiContract(document, routing)));
  }

  /** What the router is made from. */
  public OpenAPIContract routing() {
    return routing;
  }

  /** The document as it was written. */
  public JsonObject document() {
    return document.copy();
  }

  /** The document as it is served: its server is wherever it was read. */
  public Buffer served() {
    return document()
        .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
        .toBuffer();
  }

  /**
   * Who may call an operation; empty where no token is needed.
   *
   * @throws IllegalArgumentException where there is no such operation.
   */
  public Set<Role> rolesOf(final String operationId) {
    final Set<Role> allowed = roles.get(operationId);
    if (allowed == null) {
      throw new IllegalArgumentException("the contract has no operation " + operationId);
    }
    return allowed;
  }

  /** Whether it is written down where an operation is refused. */
  public boolean areRefusalsAudited(final String operationId) {
    return audited.contains(operationId);
  }

  /** The operation of a method and a path; empty where the contract has none. */
  public Optional<String> operationAt(final HttpMethod method, final String path) {
    return Optional.ofNullable(routing.findOperation(path, method)).map(Operation::getOperationId);
  }

  /** Whether every operation of this exact path wants no token. */
  public boolean isOpen(final String path) {
    return openPaths.contains(path);
  }

  private static Set<String> openPaths(
      final OpenAPIContract routing, final Map<String, Set<Role>> roles) {
    return routing.operations().stream()
        .collect(
            Collectors.groupingBy(
                Operation::getOpenAPIPath,
                Collectors.reducing(
                    true, one -> roles.get(one.getOperationId()).isEmpty(), Boolean::logicalAnd)))
        .entrySet()
        .stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Role> rolesIn(final Operation operation) {
    final boolean open = operation.getSecurityRequirements().isEmpty();
    final JsonArray names = operation.getOpenAPIModel().getJsonArray(ROLES, new JsonArray());
    final Set<Role> allowed = EnumSet.noneOf(Role.class);
    for (final Object name : names) {
      allowed.add(
          Role.ofText((String) name)
              .orElseThrow(() -> new IllegalArgumentException("unknown role " + name)));
    }
    if (open != allowed.isEmpty()) {
      throw new IllegalArgumentException(
          operation.getOperationId() + " must name roles where, and only where, it wants a token");
    }
    return Collections.unmodifiableSet(allowed);
  }

  private static JsonObject withoutAnswers(final JsonObject document) {
    final JsonObject copy = document.copy();
    final JsonObject anyAnswer =
        new JsonObject().put("default", new JsonObject().put("description", "see the document"));
    for (final Object path : copy.getJsonObject("paths").getMap().values()) {
      for (final Object operation : ((JsonObject) path).getMap().values()) {
        if (operation instanceof JsonObject model && model.containsKey("operationId")) {
          model.put("responses", anyAnswer);
        }
      }
    }
    copy.getJsonObject("components").remove("responses");
    return copy;
  }

  private static String resource() {
    try (InputStream stream = ApiContract.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("the contract is missing: " + RESOURCE);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
