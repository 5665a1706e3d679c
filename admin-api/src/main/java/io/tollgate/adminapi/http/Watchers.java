package io.tollgate.adminapi.http;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Bounds how many requests wait for something to happen. While the process goes down none does. */
final class Watchers {
  /** The most at once. */
  static final int MAX_WATCHERS = 32;

  private final AtomicInteger waiting = new AtomicInteger();
  private final BooleanSupplier draining;

  Watchers(final BooleanSupplier draining) {
    this.draining = draining;
  }

  /** Lets a request wait until it is answered or its caller goes; false where too many do. */
  boolean enter(final RoutingContext context) {
    if (waiting.incrementAndGet() > MAX_WATCHERS) {
      waiting.decrementAndGet();
      return false;
    }
    context.addEndHandler(ended -> waiting.decrementAndGet());
    return true;
  }

  boolean isDraining() {
    return draining.getAsBoolean();
  }
}
