package io.tollgate.adminapi.http;

import io.micrometer.core.instrument.Counter;
import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many requests are under way at once, and with it every queue behind: nothing waits
 * without end. While the process goes down it lets none in.
 */
final class Admission implements Handler<RoutingContext> {
  private final int limit;
  private final ApiReason full;
  private final Counter fullRefusals;
  private final Counter drainingRefusals;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean draining;

  /** With the most requests at once, and why one more is refused. */
  Admission(final int limit, final ApiReason full, final ApiMetrics metrics) {
    this.limit = limit;
    this.full = full;
    fullRefusals = metrics.refusals(full);
    drainingRefusals = metrics.refusals(ApiReason.DRAINING);
  }

  @Override
  public void handle(final RoutingContext context) {
    if (draining) {
      drainingRefusals.increment();
      refuse(context, ApiReason.DRAINING, "this process is going down");
      return;
    }
    if (underWay.incrementAndGet() > limit) {
      underWay.decrementAndGet();
      fullRefusals.increment();
      refuse(context, full, "too many requests at once; ask again");
      return;
    }
    context.addEndHandler(ended -> underWay.decrementAndGet());
    context.next();
  }

  /** From now on nobody is let in. */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  int underWay() {
    return underWay.get();
  }

  private static void refuse(
      final RoutingContext context, final ApiReason reason, final String detail) {
    context.fail(new ProblemException(Problem.of(reason, detail)));
  }
}
