package io.tollgate.adminapi.http;

import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Refuses bodies that are not application/json, before they are read. */
final class MediaTypeGuard implements Handler<RoutingContext> {
  private static final Pattern JSON =
      Pattern.compile("application/json( *; *charset=\"?utf-8\"?)?");

  @Override
  public void handle(final RoutingContext context) {
    final HttpServerRequest request = context.request();
    final String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    final boolean announced = announcesBody(request);
    // HTTP/2 need not announce a body. Without a type it is the contract's checks that refuse it.
    final boolean possible = request.version() == HttpVersion.HTTP_2 && type != null;
    if ((announced || possible) && !isJson(type)) {
      context.fail(
          new ProblemException(
              Problem.of(ApiReason.UNSUPPORTED_MEDIA_TYPE, "send application/json in UTF-8")));
      return;
    }
    context.next();
  }

  private static boolean isJson(final String type) {
    return type != null && JSON.matcher(type.strip().toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean announcesBody(final HttpServerRequest request) {
    final String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        : !"0".equals(length);
  }
}
