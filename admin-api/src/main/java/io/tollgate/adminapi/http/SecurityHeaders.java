package io.tollgate.adminapi.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Headers that keep browsers from doing anything with an answer but showing it. */
final class SecurityHeaders implements Handler<RoutingContext> {
  private final boolean tls;

  SecurityHeaders(final boolean tls) {
    this.tls = tls;
  }

  @Override
  public void handle(final RoutingContext context) {
    final MultiMap headers = context.response().headers();
    headers
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Frame-Options", "DENY")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .set(HttpHeaders.CACHE_CONTROL, "no-store");
    if (tls) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    context.next();
  }
}
