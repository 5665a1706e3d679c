package io.tollgate.adminapi.http;

import io.tollgate.adminapi.access.BearerAuthentication;
import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.ApiCall;
import io.tollgate.adminapi.call.CallRequest;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;

/** Runs an operation's call on a worker thread and writes its answer. */
final class CallHandler implements Handler<RoutingContext> {
  private static final String POSITION = "Tollgate-Position";

  private final ApiCall call;
  private final WorkerExecutor workers;

  CallHandler(final ApiCall call, final WorkerExecutor workers) {
    this.call = call;
    this.workers = workers;
  }

  @Override
  public void handle(final RoutingContext context) {
    final Caller caller = BearerAuthentication.callerOf(context).orElse(Caller.NOBODY);
    final ValidatedRequest validated = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
    final String route = context.request().method() + " " + context.normalizedPath();
    workers
        .executeBlocking(() -> call.answer(new CallRequest(caller, route, validated)), false)
        .onSuccess(answer -> write(context, answer))
        .onFailure(context::fail);
  }

  private static void write(final RoutingContext context, final Answer answer) {
    final HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    answer.position().ifPresent(position -> response.putHeader(POSITION, Long.toString(position)));
    answer
        .version()
        .ifPresent(version -> response.putHeader(HttpHeaders.ETAG, "\"" + version + "\""));
    answer.location().ifPresent(location -> response.putHeader(HttpHeaders.LOCATION, location));
    response.end(answer.body().toBuffer());
  }
}
