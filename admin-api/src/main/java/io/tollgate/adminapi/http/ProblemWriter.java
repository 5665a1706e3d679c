package io.tollgate.adminapi.http;

import io.tollgate.adminapi.access.BearerAuthentication;
import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.contract.InputErrors;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemMapper;
import io.tollgate.adminapi.refusal.RefusalLog;
import io.tollgate.adminapi.refusal.RefusedCall;
import io.tollgate.support.AgentId;
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
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failed request with a problem, and logs what nobody foresaw. */
final class ProblemWriter implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final Pattern AGENT = Pattern.compile("/v1/agents/([0-9a-f]{64})(?:/|$)");
  private static final int FIRST_REFUSAL = 400;
  private static final int FIRST_FAILURE = 500;

  private final ApiContract contract;
  private final RefusalLog refusals;
  private final WorkerExecutor workers;

  ProblemWriter(
      final ApiContract contract, final RefusalLog refusals, final WorkerExecutor workers) {
    this.contract = contract;
    this.refusals = refusals;
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
    if (problem.status() < FIRST_REFUSAL || problem.status() >= FIRST_FAILURE) {
      write(context, problem);
      return;
    }
    refuse(context, problem);
  }

  /** No refusal is told before it is written down, or counted to be. */
  void refuse(final RoutingContext context, final Problem problem) {
    final RefusedCall call = callOf(context, problem);
    final Optional<Caller> caller = BearerAuthentication.callerOf(context);
    if (problem.position().isPresent()) {
      refusals.written(call);
      write(context, problem);
    } else if (caller.isEmpty()) {
      refusals.ofStranger(call);
      write(context, problem);
    } else if (contract.areRefusalsAudited(call.operation())) {
      writeDown(context, () -> refusals.writeCustody(call, problem, caller.get()));
    } else if (refusals.isToBeWritten(call, caller.get())) {
      writeDown(context, () -> refusals.write(call, problem, caller.get()));
    } else {
      write(context, problem);
    }
  }

  private void writeDown(final RoutingContext context, final Callable<Problem> refusal) {
    workers
        .executeBlocking(refusal, false)
        .otherwise(failure -> unforeseen(context, failure))
        .onSuccess(
            told -> {
              if (!context.response().ended() && !context.response().closed()) {
                write(context, told);
              }
            });
  }

  private static Problem unforeseen(final RoutingContext context, final Throwable failure) {
    LOG.error("{} cannot be written down", RequestScope.instanceOf(context), failure);
    return ProblemMapper.of(failure, false);
  }

  /** Of a request that was refused before it was routed, the contract says what it would be. */
  private RefusedCall callOf(final RoutingContext context, final Problem problem) {
    final String path = context.normalizedPath();
    final String operation =
        contract
            .operationAt(context.request().method(), path)
            .orElse(RequestScope.operationOf(context));
    final Matcher agent = AGENT.matcher(path);
    return new RefusedCall(
        operation,
        problem.reason(),
        agent.find() ? Optional.of(AgentId.ofHex(agent.group(1))) : Optional.empty());
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
