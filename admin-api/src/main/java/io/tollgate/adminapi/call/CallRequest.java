package io.tollgate.adminapi.call;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.InputError;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.identity.IdentityService;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.PageRequest;
import io.tollgate.support.idempotency.IdempotentRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request that keeps to the contract, in the words of the domain. */
public final class CallRequest {
  private static final String ANY = "*";
  private static final String IF_MATCH = "If-Match";
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final String RESPOND_ASYNC = "respond-async";

  private final Caller caller;
  private final String route;
  private final Map<String, RequestParameter> path;
  private final Map<String, RequestParameter> query;
  private final Map<String, RequestParameter> headers;
  private final JsonObject body;
  private final Optional<String> protobufType;

  /**
   * Of a caller, as the contract's checks let it through.
   *
   * @param route method and path, e.g. GET /v1/tenants/1.
   * @param protobufType the media type under which the caller would rather have a message than
   *     JSON, where there is one.
   */
  public CallRequest(
      final Caller caller,
      final String route,
      final ValidatedRequest request,
      final Optional<String> protobufType) {
    this.protobufType = protobufType;
    this.caller = caller;
    this.route = route;
    this.path = request.getPathParameters();
    this.query = request.getQuery();
    this.headers = request.getHeaders();
    final RequestParameter sent = request.getBody();
    this.body = sent == null || sent.isNull() ? new JsonObject() : sent.getJsonObject();
  }

  /** A request that was kept. */
  public CallRequest(final SavedRequest saved) {
    this.protobufType = Optional.empty();
    this.caller = saved.caller();
    this.route = saved.route();
    this.path = parameters(saved.path());
    this.query = Map.of();
    this.headers = parameters(saved.headers());
    this.body = saved.body();
  }

  private static Map<String, RequestParameter> parameters(final Map<String, String> texts) {
    final Map<String, RequestParameter> parameters = new TreeMap<>();
    texts.forEach((name, text) -> parameters.put(name, new RequestParameterImpl(text)));
    return parameters;
  }

  /** What is to be kept of it to answer it later. */
  public SavedRequest saved() {
    final Map<String, String> pathTexts = new TreeMap<>();
    path.forEach((name, value) -> pathTexts.put(name, value.getString()));
    final Map<String, String> headerTexts = new TreeMap<>();
    for (final String name : List.of(IF_MATCH, IDEMPOTENCY_KEY)) {
      present(headers.get(name)).ifPresent(value -> headerTexts.put(name, value.getString()));
    }
    return new SavedRequest(caller, route, pathTexts, headerTexts, body);
  }

  /**
   * Whether the caller would rather be told where the answer will be than that it cannot be had.
   */
  public boolean mayWait() {
    return present(headers.get("Prefer"))
        .map(RequestParameter::getString)
        .filter(RESPOND_ASYNC::equals)
        .isPresent();
  }

  /** The media type under which the caller would rather have a message than JSON, if any. */
  public Optional<String> protobufType() {
    return protobufType;
  }

  /** Who sent it. */
  public Caller caller() {
    return caller;
  }

  /** On whose behalf the gate shall act. */
  public Actor actor() {
    return caller.actor();
  }

  /** The body; empty where the operation takes none. */
  public Members body() {
    return new Members("", body);
  }

  /** Method and path, e.g. POST /v1/agents. */
  public String route() {
    return route;
  }

  /** What makes this request differ from others of its route; holds whatever the body holds. */
  public String fingerprint() {
    return version().map(Object::toString).orElse("")
        + (isForced() ? " forced" : "")
        + "\n"
        + body.encode();
  }

  /**
   * The request as it is known again when it comes a second time.
   *
   * @throws java.util.NoSuchElementException where it has no key.
   */
  public IdempotentRequest idempotent() {
    return IdempotentRequest.of(
        caller.subject(),
        idempotencyKey().orElseThrow(),
        route,
        fingerprint().getBytes(StandardCharsets.UTF_8));
  }

  /** A text of the path. */
  public String path(final String name) {
    return path.get(name).getString();
  }

  /** A number of the path. */
  public int pathNumber(final String name) {
    return path.get(name).getInteger();
  }

  /** A wide number of the path. */
  public long pathLong(final String name) {
    return path.get(name).getLong();
  }

  /** The agent that the path names. */
  public AgentId agentId() {
    return AgentId.ofHex(path("agentId"));
  }

  /** The link that the path names. */
  public long linkId() {
    return Long.parseUnsignedLong(path("linkId"), 16);
  }

  /** A text of the query. */
  public Optional<String> query(final String name) {
    return present(query.get(name)).map(RequestParameter::getString);
  }

  /** A number of the query. */
  public Optional<Integer> queryNumber(final String name) {
    return present(query.get(name)).map(RequestParameter::getInteger);
  }

  /** Whether what would lock somebody out is wanted all the same. */
  public boolean isForced() {
    return present(query.get("force")).map(RequestParameter::getBoolean).orElse(false);
  }

  /** A wide number of the query. */
  public Optional<Long> queryLong(final String name) {
    return present(query.get(name)).map(RequestParameter::getLong);
  }

  /** An agent of the query. */
  public Optional<AgentId> queryAgent(final String name) {
    return query(name).map(AgentId::ofHex);
  }

  /** A time of the query. */
  public Optional<Instant> queryTime(final String name) {
    return query(name).map(text -> time("query", name, text));
  }

  /** Which part of a list is wanted. */
  public PageRequest page() {
    return new PageRequest(query("cursor"), queryNumber("limit").orElse(PageRequest.DEFAULT_LIMIT));
  }

  /** How far a read must at least see; 0 for no wait. */
  public long atLeastPosition() {
    return present(query.get("at_least_position")).map(RequestParameter::getLong).orElse(0L);
  }

  /**
   * The version that the caller takes to be the present one, of an operation that wants to know it.
   *
   * @throws ProblemException IF_MATCH_REQUIRED where it was not said.
   */
  public long requiredVersion() {
    return version()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ApiReason.IF_MATCH_REQUIRED,
                        "send If-Match with the ETag that you read, or * for whatever it is now")));
  }

  /** The version that the caller takes to be the present one, or any. */
  public long optionalVersion() {
    return version().orElse(IdentityService.ANY_VERSION);
  }

  /** The caller's name for this request, under which a retry is known again. */
  public Optional<String> idempotencyKey() {
    return present(headers.get(IDEMPOTENCY_KEY)).map(RequestParameter::getString);
  }

  private Optional<Long> version() {
    return present(headers.get(IF_MATCH)).map(RequestParameter::getString).map(this::parsed);
  }

  private long parsed(final String entityTag) {
    if (ANY.equals(entityTag)) {
      return IdentityService.ANY_VERSION;
    }
    try {
      return Long.parseLong(entityTag.substring(1, entityTag.length() - 1));
    } catch (final NumberFormatException tooLarge) {
      throw invalid("header", "If-Match", "is no version");
    }
  }

  private static Optional<RequestParameter> present(final RequestParameter parameter) {
    return Optional.ofNullable(parameter).filter(value -> !value.isNull());
  }

  static Instant time(final String in, final String name, final String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (final DateTimeParseException notATime) {
      throw invalid(in, name, "is no time that there is");
    }
  }

  static ProblemException invalid(final String in, final String name, final String message) {
    return new ProblemException(
        Problem.of(
            ApiReason.REQUEST_INVALID,
            "the request breaks the contract",
            List.of(new InputError(in, name, message))));
  }
}
