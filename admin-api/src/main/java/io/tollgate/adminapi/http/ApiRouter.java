package io.tollgate.adminapi.http;

import io.tollgate.adminapi.access.BearerAuthentication;
import io.tollgate.adminapi.access.RoleGuard;
import io.tollgate.adminapi.call.ApiCall;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.contract.StrictExtractor;
import io.tollgate.adminapi.docs.DocsPage;
import io.tollgate.adminapi.health.HealthPages;
import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.news.NewsPage;
import io.tollgate.adminapi.refusal.RefusalLog;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.TimeoutHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import java.util.Map;

/**
 * What a request passes, in this order: name and security headers, admission, time-out, bearer
 * token, media type, body within its bounds, then by the contract: role, checks, the operation
 * itself. Whatever fails on the way becomes a problem.
 */
public final class ApiRouter {
  /** The longest body that is read. */
  public static final long MAX_BODY_BYTES = 64 * 1024;

  /** What part of its time a request that needs no token may spend on its body. */
  private static final long OPEN_BODY_TIME_DIVISOR = 6;

  private static final String METRICS = "/metrics";

  private final Vertx vertx;
  private final ApiContract contract;
  private final ServerSettings settings;
  private final WorkerExecutor workers;
  private final ApiMetrics metrics;
  private final BearerAuthentication authentication;
  private final Admissions admissions;
  private final RefusalLog refusals;

  ApiRouter(
      final Vertx vertx,
      final ApiContract contract,
      final ServerSettings settings,
      final WorkerExecutor workers,
      final ApiMetrics metrics,
      final BearerAuthentication authentication,
      final Admissions admissions,
      final RefusalLog refusals) {
    this.vertx = vertx;
    this.contract = contract;
    this.settings = settings;
    this.workers = workers;
    this.metrics = metrics;
    this.authentication = authentication;
    this.admissions = admissions;
    this.refusals = refusals;
  }

  /** The router with every operation of the contract. */
  Router create(
      final Operations operations,
      final HealthPages health,
      final DocsPage docs,
      final NewsPage news) {
    final Router router = Router.router(vertx);
    router.route().handler(new RequestScope());
    router.route().handler(new SecurityHeaders(settings.tls()));
    router.route().handler(this::measure);
    final ProblemWriter problems = new ProblemWriter(contract, refusals, workers);
    router.route().failureHandler(problems);
    router.get("/docs/:asset").handler(docs::asset);
    router.route("/v1/*").handler(admissions);
    router.route(METRICS).handler(admissions::scrape);
    router.route().handler(TimeoutHandler.create(settings.requestTimeoutMs()));
    router.route("/v1/*").handler(this::authenticate);
    if (!settings.loopback()) {
      router.route(METRICS).handler(authentication);
    }
    router.route().handler(new MediaTypeGuard());
    final BodyReader bodies =
        new BodyReader(
            vertx,
            this::wantsNoToken,
            settings.requestTimeoutMs() / OPEN_BODY_TIME_DIVISOR,
            metrics);
    router.route().handler(bodies);
    router.route().handler(bodies::arrived);
    router.route("/*").subRouter(contractRouter(operations, health, docs, news));
    router.route().handler(new UnknownRoute(contract.routing(), problems));
    return router;
  }

  /** What the contract opens to everyone, it opens by its exact path; all else wants a token. */
  private void authenticate(final RoutingContext context) {
    if (contract.isOpen(context.normalizedPath())) {
      context.next();
    } else {
      authentication.handle(context);
    }
  }

  private boolean wantsNoToken(final RoutingContext context) {
    final String path = context.normalizedPath();
    return contract.isOpen(path) || (settings.loopback() && path.equals(METRICS));
  }

  private Router contractRouter(
      final Operations operations,
      final HealthPages health,
      final DocsPage docs,
      final NewsPage news) {
    final StrictExtractor extractor = new StrictExtractor();
    // Asked for what was sent, it first asks who sent it: nothing is checked for the unauthorized.
    final RouterBuilder builder =
        RouterBuilder.create(
            vertx,
            contract.routing(),
            (context, operation) ->
                authorized(context, operation)
                    .compose(ok -> extractor.extractValidatableRequest(context, operation)));
    builder.getRoutes().forEach(route -> route.setDoSecurity(false));
    final Watchers watchers = new Watchers(admissions::isDraining);
    for (final Map.Entry<String, ApiCall> entry : operations.all().entrySet()) {
      add(builder, entry.getKey(), new CallHandler(entry.getValue(), workers, watchers));
    }
    final Buffer document = contract.served();
    add(builder, "getLiveness", health::live);
    add(builder, "getReadiness", health::ready);
    add(builder, "getAgentNews", news::handle);
    add(builder, "getMetrics", this::metrics);
    add(builder, "getOpenapi", context -> json(context, document));
    add(builder, "getDocs", docs::page);
    builder.getRoutes().forEach(ApiRouter::requireHandler);
    return builder.createRouter();
  }

  private static void add(
      final RouterBuilder builder,
      final String operationId,
      final Handler<RoutingContext> handler) {
    final OpenAPIRoute route = builder.getRoute(operationId);
    if (route == null) {
      throw new IllegalStateException("the contract has no operation " + operationId);
    }
    route.addHandler(handler);
  }

  private static void requireHandler(final OpenAPIRoute route) {
    if (route.getHandlers().isEmpty()) {
      throw new IllegalStateException(
          "nothing does what the contract says of " + route.getOperation().getOperationId());
    }
  }

  private Future<Void> authorized(final RoutingContext context, final Operation operation) {
    RequestScope.operation(context, operation.getOperationId());
    final boolean wantsToken =
        !operation.getSecurityRequirements().isEmpty()
            && operation.getSecurityRequirements().stream().noneMatch(one -> one.isEmpty());
    return wantsToken
        ? RoleGuard.check(context, contract.rolesOf(operation.getOperationId()))
        : Future.succeededFuture();
  }

  private void measure(final RoutingContext context) {
    context.addEndHandler(
        ended ->
            metrics.answered(
                RequestScope.operationOf(context),
                context.response().getStatusCode(),
                RequestScope.elapsedNs(context)));
    context.next();
  }

  private void metrics(final RoutingContext context) {
    workers
        .executeBlocking(metrics::text, false)
        .onSuccess(
            text ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                    .end(text))
        .onFailure(context::fail);
  }

  private static void json(final RoutingContext context, final Buffer body) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(body);
  }
}
