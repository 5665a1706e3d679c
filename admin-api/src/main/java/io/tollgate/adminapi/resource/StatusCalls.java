package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.adminapi.gate.EngineStatus;
import io.tollgate.adminapi.health.HealthProbe;
import io.tollgate.adminapi.health.HealthReport;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;

/** How the gate is. */
public final class StatusCalls {
  private final HealthProbe probe;
  private final String software;

  /**
   * Over a probe.
   *
   * @param software version of what is running.
   */
  public StatusCalls(final HealthProbe probe, final String software) {
    this.probe = probe;
    this.software = software;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("getStatus", this::status);
  }

  private Answer status(final CallRequest request) {
    final HealthReport report = probe.report();
    final Answer answer =
        Answer.ok(
            new JsonObject()
                .put("version", software)
                .put("ready", report.ready())
                .put(
                    "engine",
                    report
                        .engine()
                        .map(StatusCalls::engine)
                        .orElseGet(() -> new JsonObject().put("answering", false)))
                .put("database", new JsonObject().put("answering", report.databaseAnswers()))
                .put(
                    "consumers",
                    Wire.items(report.followers(), follower -> follower(report, follower))));
    return report.engine().map(engine -> answer.at(engine.position())).orElse(answer);
  }

  private static JsonObject engine(final EngineStatus status) {
    return new JsonObject()
        .put("answering", true)
        .put("position", status.position())
        .put("time", Wire.time(status.time()))
        .put("started_at", Wire.time(status.startedAt()))
        .put("agents", status.agents())
        .put("keys", status.keys())
        .put("reservations", status.reservations())
        .put("events", status.events())
        .put("writable", status.writable().name());
  }

  private static JsonObject follower(
      final HealthReport report, final HealthReport.Follower follower) {
    final OptionalLong lag = report.lagOf(follower);
    return new JsonObject()
        .put("name", follower.name())
        .put("position", follower.position())
        .put("lag", lag.isPresent() ? (Long) lag.getAsLong() : null);
  }
}
