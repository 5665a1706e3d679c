package io.tollgate.adminapi.http;

import io.tollgate.adminapi.access.BearerAuthentication;
import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.contract.InputErrors;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemMapper;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failed request with a problem, and logs what nobody foresaw. */
final class ProblemWriter implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final int FIRST_REFUSAL = 400;
  private static final int FIRST_FAILURE = 500;

  private final ApiContract contract;
  private final RefusalJournal journal;
  private final WorkerExecutor workers;

  ProblemWriter(
      final ApiContract contract, final RefusalJournal journal, final WorkerExecutor workers) {
    this.contract = contract;
    this.journal = journal;
    this.workers = workers;
  }

  @Override
  public void handle(final RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    if (context.response().headWritten()) {
      // Of an answer that is under way only its cut-off can still tell that it failed.
      context.request().connection().close();
      return;
    }
    final Problem problem = problemOf(context);
    final Optional<Caller> caller = BearerAuthentication.callerOf(context);
    if (caller.isPresent() && isToBeJournaled(context, problem)) {
      writeDown(context, problem, caller.get());
    } else {
      write(context, problem);
    }
  }

  private boolean isToBeJournaled(final RoutingContext context, final Problem problem) {
    return contract.areRefusalsAudited(RequestScope.operationOf(context))
        && problem.status() >= FIRST_REFUSAL
        && problem.status() < FIRST_FAILURE
        && problem.position().isEmpty();
  }

  /** What cannot be written down is not told either. */
  private void writeDown(final RoutingContext context, final Problem problem, final Caller caller) {
    final String operation = RequestScope.operationOf(context);
    workers
        .executeBlocking(() -> journal.refused(operation, problem, caller), false)
        .map(problem::at)
        .otherwise(failure -> ProblemMapper.of(failure, false))
        .onSuccess(
            told -> {
              if (!context.response().ended() && !context.response().closed()) {
                write(context, told);
              }
            });
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
