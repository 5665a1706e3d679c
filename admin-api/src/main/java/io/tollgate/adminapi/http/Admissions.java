package io.tollgate.adminapi.http;

import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.problem.ApiReason;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/**
 * Who is let in beside whom. Strangers, who need no token, have a few places of their own, and so
 * has who reads the metrics: however many strangers come, whoever has a token finds a place.
 */
final class Admissions implements Handler<RoutingContext> {
  /** The most requests at once of those who need no token. */
  static final int MAX_STRANGERS = 16;

  private static final int MAX_SCRAPES = 16;

  /** The most programs that wait for news at once. */
  static final int MAX_ASKERS = 128;

  private static final String NEWS = "/v1/lookups/news";

  private final Predicate<RoutingContext> isOpen;
  private final Admission holders;
  private final Admission strangers;
  private final Admission scrapes;
  private final Admission askers;

  /**
   * With places of three kinds.
   *
   * @param maxHolders the most requests at once of those who need a token.
   * @param isOpen whether a request needs no token.
   */
  Admissions(
      final int maxHolders, final Predicate<RoutingContext> isOpen, final ApiMetrics metrics) {
    this.isOpen = isOpen;
    holders = new Admission(maxHolders, ApiReason.TOO_MANY_REQUESTS_AT_ONCE, metrics);
    strangers = new Admission(MAX_STRANGERS, ApiReason.TOO_MANY_OPEN_REQUESTS_AT_ONCE, metrics);
    scrapes = new Admission(MAX_SCRAPES, ApiReason.TOO_MANY_REQUESTS_AT_ONCE, metrics);
    askers = new Admission(MAX_ASKERS, ApiReason.TOO_MANY_REQUESTS_AT_ONCE, metrics);
  }

  @Override
  public void handle(final RoutingContext context) {
    of(context).handle(context);
  }

  /** Whoever waits for news does not take the place of whoever wants something. */
  private Admission of(final RoutingContext context) {
    if (isOpen.test(context)) {
      return strangers;
    }
    return context.normalizedPath().equals(NEWS) ? askers : holders;
  }

  /** Lets in who reads the metrics. */
  void scrape(final RoutingContext context) {
    scrapes.handle(context);
  }

  /** From now on nobody is let in. */
  void drain() {
    holders.drain();
    strangers.drain();
    scrapes.drain();
    askers.drain();
  }

  boolean isDraining() {
    return holders.isDraining();
  }

  int underWay() {
    return holders.underWay() + strangers.underWay() + scrapes.underWay() + askers.underWay();
  }
}
