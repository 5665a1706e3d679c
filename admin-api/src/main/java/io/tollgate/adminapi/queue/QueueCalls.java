package io.tollgate.adminapi.queue;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.support.error.NotFoundException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** What waits, and what became of what waited. */
public final class QueueCalls {
  private final WriteQueue queue;

  /** Over a queue. */
  public QueueCalls(final WriteQueue queue) {
    this.queue = queue;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("listQueuedWrites", this::list).put("getQueuedWrite", this::get);
  }

  private Answer list(final CallRequest request) {
    final Optional<WriteState.State> wanted =
        request.query("state").map(text -> WriteState.State.valueOf(text.toUpperCase(Locale.ROOT)));
    final JsonArray items = new JsonArray();
    queue.all().stream()
        .filter(state -> wanted.map(state.state()::equals).orElse(true))
        .map(QueueJson::of)
        // Of many, what they were answered is asked one by one.
        .forEach(json -> items.add(json.putNull("result")));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer get(final CallRequest request) {
    final String id = request.path("queueId");
    return Answer.ok(
        QueueJson.of(queue.find(id).orElseThrow(() -> new NotFoundException("queued write", id))));
  }
}
