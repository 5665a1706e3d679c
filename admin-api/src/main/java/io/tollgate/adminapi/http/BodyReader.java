package io.tollgate.adminapi.http;

import io.micrometer.core.instrument.Counter;
import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.Predicate;

/**
 * Reads bodies within their bounds. Who needs no token may send little, and has little time for it:
 * nobody keeps a place by sending nothing.
 */
final class BodyReader implements Handler<RoutingContext> {
  /** The longest body of who needs no token. */
  static final long MAX_OPEN_BODY_BYTES = 4 * 1024;

  private static final String DEADLINE = "tollgate.bodyDeadline";

  private final Vertx vertx;
  private final Predicate<RoutingContext> isOpen;
  private final long openTimeoutMs;
  private final Counter late;
  private final BodyHandler full = BodyHandler.create(false).setBodyLimit(ApiRouter.MAX_BODY_BYTES);
  private final BodyHandler small = BodyHandler.create(false).setBodyLimit(MAX_OPEN_BODY_BYTES);

  /**
   * A reader.
   *
   * @param isOpen whether a request needs no token.
   * @param openTimeoutMs how long the body of such a request may take.
   */
  BodyReader(
      final Vertx vertx,
      final Predicate<RoutingContext> isOpen,
      final long openTimeoutMs,
      final ApiMetrics metrics) {
    this.vertx = vertx;
    this.isOpen = isOpen;
    this.openTimeoutMs = openTimeoutMs;
    late = metrics.refusals(ApiReason.BODY_TIMEOUT);
  }

  @Override
  public void handle(final RoutingContext context) {
    if (!isOpen.test(context)) {
      full.handle(context);
      return;
    }
    final long deadline = vertx.setTimer(openTimeoutMs, id -> refuse(context));
    context.put(DEADLINE, deadline);
    context.addEndHandler(ended -> vertx.cancelTimer(deadline));
    small.handle(context);
  }

  /** Goes on where the body has come in time. */
  void arrived(final RoutingContext context) {
    final Long deadline = context.get(DEADLINE);
    if (deadline != null) {
      vertx.cancelTimer(deadline);
    }
    if (!context.response().ended()) {
      context.next();
    }
  }

  private void refuse(final RoutingContext context) {
    late.increment();
    context.fail(
        new ProblemException(
            Problem.of(ApiReason.BODY_TIMEOUT, "the body did not come in time; nothing was done")));
  }
}
