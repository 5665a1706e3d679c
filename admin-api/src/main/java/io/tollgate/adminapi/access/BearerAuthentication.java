package io.tollgate.adminapi.access;

import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Lets requests pass that carry a valid bearer token (RFC 6750), before anything of their body is
 * read.
 */
public final class BearerAuthentication implements Handler<RoutingContext> {
  private static final String CALLER = "tollgate.caller";
  private static final String SCHEME = "Bearer ";

  private final TokenVerifier verifier;

  /** With what tells callers by their tokens. */
  public BearerAuthentication(final TokenVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public void handle(final RoutingContext context) {
    final List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    final Optional<Caller> caller =
        headers.size() == 1 ? token(headers.get(0)).flatMap(verifier::verify) : Optional.empty();
    if (caller.isEmpty()) {
      context.fail(
          new ProblemException(
              Problem.of(
                  ApiReason.UNAUTHENTICATED,
                  headers.isEmpty()
                      ? "send Authorization: Bearer and a token of this gate"
                      : "the token is not valid here and now")));
      return;
    }
    context.put(CALLER, caller.get());
    context.next();
  }

  /** Who sent a request; empty where no token was asked for. */
  public static Optional<Caller> callerOf(final RoutingContext context) {
    return Optional.ofNullable(context.get(CALLER));
  }

  private static Optional<String> token(final String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()).strip())
        : Optional.empty();
  }
}
