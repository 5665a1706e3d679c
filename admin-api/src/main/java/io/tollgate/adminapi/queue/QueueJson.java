package io.tollgate.adminapi.queue;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** How the contract writes a queued write. */
final class QueueJson {
  private QueueJson() {}

  static JsonObject of(final WriteState state) {
    return new JsonObject()
        .put("queue_id", state.id())
        .put("state", state.state().name().toLowerCase(Locale.ROOT))
        .put("operation", state.operationId())
        .put("agent_id", state.agentId())
        .put("subject", state.subject())
        .put("queued_at", state.queuedAt().toString())
        .put("attempts", state.attempts())
        .put("reason", state.reason().isEmpty() ? null : state.reason())
        .put("ended_at", state.endedAt().map(Object::toString).orElse(null))
        .put("result", state.result().orElse(null));
  }
}
