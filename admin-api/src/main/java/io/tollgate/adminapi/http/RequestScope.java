package io.tollgate.adminapi.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives every request a name, which its answer's problem and the log share, and the time it came.
 */
final class RequestScope implements Handler<RoutingContext> {
  private static final String INSTANCE = "tollgate.instance";
  private static final String STARTED_NS = "tollgate.started";
  private static final String OPERATION = "tollgate.operation";

  @Override
  public void handle(final RoutingContext context) {
    begin(context);
    context.next();
  }

  private static void begin(final RoutingContext context) {
    final String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    context.put(INSTANCE, "urn:tollgate:request:" + id);
    context.put(STARTED_NS, System.nanoTime());
  }

  /** The request's name, e.g. urn:tollgate:request:0123456789abcdef. */
  static String instanceOf(final RoutingContext context) {
    return context.get(INSTANCE);
  }

  /** How long it has taken so far, in nanoseconds. */
  static long elapsedNs(final RoutingContext context) {
    return System.nanoTime() - context.<Long>get(STARTED_NS);
  }

  /** Remembers which operation of the contract it is for. */
  static void operation(final RoutingContext context, final String operationId) {
    context.put(OPERATION, operationId);
  }

  /** Which operation of the contract it is for; "none" where no route matched or none yet. */
  static String operationOf(final RoutingContext context) {
    return context.get(OPERATION, "none");
  }
}
