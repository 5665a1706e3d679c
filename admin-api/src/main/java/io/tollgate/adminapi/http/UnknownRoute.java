package io.tollgate.adminapi.http;

import io.tollgate.adminapi.problem.ProblemMapper;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import java.util.stream.Collectors;

/**
 * Answers what no route matched: 405 where the contract has the path with other methods, else 404.
 */
final class UnknownRoute implements Handler<RoutingContext> {
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final OpenAPIContract contract;
  private final ProblemWriter problems;

  UnknownRoute(final OpenAPIContract contract, final ProblemWriter problems) {
    this.contract = contract;
    this.problems = problems;
  }

  @Override
  public void handle(final RoutingContext context) {
    final Path path = contract.findPath(context.normalizedPath());
    if (path == null) {
      problems.refuse(context, ProblemMapper.ofStatus(NOT_FOUND));
      return;
    }
    context
        .response()
        .putHeader(
            HttpHeaders.ALLOW,
            path.getOperations().stream()
                .map(operation -> operation.getHttpMethod().name())
                .sorted()
                .collect(Collectors.joining(", ")));
    problems.refuse(context, ProblemMapper.ofStatus(METHOD_NOT_ALLOWED));
  }
}
