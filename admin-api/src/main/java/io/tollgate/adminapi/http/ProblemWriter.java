package io.tollgate.adminapi.http;

import io.tollgate.adminapi.contract.InputErrors;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemMapper;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failed request with a problem, and logs what nobody foresaw. */
final class ProblemWriter implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
  private static final String PROBLEM_JSON = "application/problem+json";

  @Override
  public void handle(final RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    write(context, problemOf(context));
  }

  private static Problem problemOf(final RoutingContext context) {
    final Throwable failure = context.failure();
    if (failure == null) {
      return ProblemMapper.ofStatus(context.statusCode());
    }
    if (failure instanceof HttpException) {
      return failure.getCause() instanceof ValidatorException invalid
          ? InputErrors.problemOf(invalid)
          : ProblemMapper.ofStatus(context.statusCode());
    }
    final boolean inBody = !HttpMethod.GET.equals(context.request().method());
    final Problem problem = ProblemMapper.of(failure, inBody);
    if (ApiReason.INTERNAL.name().equals(problem.reason())) {
      LOG.error("{} failed", RequestScope.instanceOf(context), failure);
    }
    return problem;
  }

  /** Answers with a problem. */
  static void write(final RoutingContext context, final Problem problem) {
    final HttpServerResponse response = context.response();
    response.setStatusCode(problem.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
    problem
        .version()
        .ifPresent(version -> response.putHeader(HttpHeaders.ETAG, "\"" + version + "\""));
    if (problem.isTransient()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(Problem.RETRY_AFTER_SECONDS));
    }
    if (problem.status() == ApiReason.UNAUTHENTICATED.status()) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"tollgate\"");
    }
    if (!context.request().isEnded() && context.request().version() != HttpVersion.HTTP_2) {
      // Of a request that is refused before it was read to its end, the rest is not waited for.
      // HTTP/2 ends the stream by itself and forbids the header (RFC 9113, section 8.2.2).
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response.end(problem.toJson(RequestScope.instanceOf(context)).toBuffer());
  }
}
