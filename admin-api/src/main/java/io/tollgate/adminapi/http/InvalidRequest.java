package io.tollgate.adminapi.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemMapper;
import io.tollgate.adminapi.refusal.RefusalLog;
import io.tollgate.adminapi.refusal.RefusedCall;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers what is no HTTP request, or one with too long a line or headers, and ends the connection.
 */
final class InvalidRequest implements Handler<HttpServerRequest> {
  private static final int BAD_REQUEST = 400;
  private static final int URI_TOO_LONG = 414;
  private static final int HEADERS_TOO_LARGE = 431;

  private final RefusalLog refusals;

  InvalidRequest(final RefusalLog refusals) {
    this.refusals = refusals;
  }

  @Override
  public void handle(final HttpServerRequest request) {
    final Problem problem = ProblemMapper.ofStatus(statusOf(request.decoderResult().cause()));
    refusals.ofStranger(new RefusedCall("none", problem.reason(), Optional.empty()));
    final String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(problem.toJson("urn:tollgate:request:" + id).toBuffer())
        .onComplete(sent -> request.connection().close());
  }

  private static int statusOf(final Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : BAD_REQUEST;
  }
}
