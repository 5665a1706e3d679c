package io.tollgate.adminapi.health;

import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Answers /livez and /readyz. */
public final class HealthPages {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HealthProbe probe;
  private final WorkerExecutor workers;
  private final BooleanSupplier draining;

  /** Over a probe, which runs on worker threads. */
  public HealthPages(
      final HealthProbe probe, final WorkerExecutor workers, final BooleanSupplier draining) {
    this.probe = probe;
    this.workers = workers;
    this.draining = draining;
  }

  /** Alive, as this answer shows. */
  public void live(final RoutingContext context) {
    send(context, List.of(new HealthReport.Check("process", true, "answers")));
  }

  /** Whether the gate can serve. */
  public void ready(final RoutingContext context) {
    if (draining.getAsBoolean()) {
      send(context, List.of(new HealthReport.Check("process", false, "is going down")));
      return;
    }
    workers
        .executeBlocking(probe::checks, false)
        .onSuccess(checks -> send(context, checks))
        .onFailure(context::fail);
  }

  private static void send(final RoutingContext context, final List<HealthReport.Check> checks) {
    final boolean ok = checks.stream().allMatch(HealthReport.Check::ok);
    final JsonArray list = new JsonArray();
    checks.forEach(
        check ->
            list.add(
                new JsonObject()
                    .put("name", check.name())
                    .put("ok", check.ok())
                    .put("detail", check.detail())));
    if (context.response().ended()) {
      return;
    }
    context
        .response()
        .setStatusCode(ok ? OK : UNAVAILABLE)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(new JsonObject().put("ok", ok).put("checks", list).toBuffer());
  }
}
