package io.tollgate.adminapi.http;

import io.tollgate.adminapi.access.BearerAuthentication;
import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.ApiCall;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an operation's call on a worker thread and writes its answer. A call that has nothing to
 * tell yet is asked again from time to time; meanwhile nobody's thread waits.
 */
final class CallHandler implements Handler<RoutingContext> {
  private static final String POSITION = "Tollgate-Position";
  private static final String STALE = "Tollgate-Stale";
  private static final long ASK_AGAIN_MS = 200;
  private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);

  private final ApiCall call;
  private final WorkerExecutor workers;
  private final Watchers watchers;

  CallHandler(final ApiCall call, final WorkerExecutor workers, final Watchers watchers) {
    this.call = call;
    this.workers = workers;
    this.watchers = watchers;
  }

  @Override
  public void handle(final RoutingContext context) {
    final Caller caller = BearerAuthentication.callerOf(context).orElse(Caller.NOBODY);
    final ValidatedRequest validated = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
    final String route = context.request().method() + " " + context.normalizedPath();
    ask(context, new CallRequest(caller, route, validated, ProtobufPreference.of(context)), false);
  }

  private void ask(
      final RoutingContext context, final CallRequest request, final boolean isWaiting) {
    workers
        .executeBlocking(() -> call.answer(request), false)
        .onSuccess(answer -> settle(context, request, answer, isWaiting))
        .onFailure(context::fail);
  }

  private void settle(
      final RoutingContext context,
      final CallRequest request,
      final Answer answer,
      final boolean isWaiting) {
    if (context.response().ended() || context.response().closed()) {
      answer.file().ifPresent(this::delete);
    } else if (RequestScope.elapsedNs(context) >= answer.patience().toNanos()
        || watchers.isDraining()) {
      write(context, answer);
    } else if (isWaiting || watchers.enter(context)) {
      context.vertx().setTimer(ASK_AGAIN_MS, timer -> ask(context, request, true));
    } else {
      context.fail(
          new ProblemException(
              Problem.of(
                  ApiReason.TOO_MANY_WATCHERS,
                  "as many requests wait already as may; ask without waiting, or later")));
    }
  }

  private void write(final RoutingContext context, final Answer answer) {
    final HttpServerResponse response = context.response();
    response.setStatusCode(answer.status());
    response.putHeader(HttpHeaders.VARY, "Accept");
    answer.position().ifPresent(position -> response.putHeader(POSITION, Long.toString(position)));
    answer
        .version()
        .ifPresent(version -> response.putHeader(HttpHeaders.ETAG, "\"" + version + "\""));
    answer.location().ifPresent(location -> response.putHeader(HttpHeaders.LOCATION, location));
    answer
        .staleness()
        .ifPresent(
            stale -> {
              response.putHeader(HttpHeaders.AGE, Long.toString(stale.age().toSeconds()));
              response.putHeader(STALE, Long.toString(stale.outage().toSeconds()));
            });
    if (answer.encoded().isPresent()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, answer.encoded().get().type());
      response.end(answer.encoded().get().bytes());
    } else if (answer.file().isPresent()) {
      final Path file = answer.file().get();
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
      response.sendFile(file.toString()).onComplete(sent -> delete(file));
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
      response.end(answer.body().toBuffer());
    }
  }

  private void delete(final Path file) {
    workers
        .executeBlocking(() -> Files.deleteIfExists(file), false)
        .onFailure(failure -> LOG.warn("{} cannot be deleted", file, failure));
  }
}
