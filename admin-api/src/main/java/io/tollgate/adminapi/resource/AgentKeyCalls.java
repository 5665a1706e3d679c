package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Successions;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.message.KeyMessages;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;

/** The keys that speak for an agent, one after the other. */
public final class AgentKeyCalls {
  private final Successions successions;

  /** Over the service. */
  public AgentKeyCalls(final Successions successions) {
    this.successions = successions;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("listAgentKeys", this::list).put("rotateAgentKey", this::rotate);
  }

  private Answer list(final CallRequest request) {
    final Positioned<List<AgentKey>> keys =
        successions.keys(request.agentId(), request.atLeastPosition());
    return Answer.ok(
            request,
            () ->
                new JsonObject()
                    .put("agent_id", request.agentId().hex())
                    .put("items", Wire.items(keys.value(), AgentKeyCalls::json))
                    .put("position", keys.position()),
            () -> KeyMessages.of(request.agentId(), keys))
        .at(keys.position())
        .aged(keys.staleness());
  }

  private Answer rotate(final CallRequest request) {
    final Members body = request.body();
    final KeyRotation rotation =
        new KeyRotation(
            request.agentId(),
            body.number("sequence"),
            body.text("old_key"),
            body.text("new_key"),
            body.text("old_signature"),
            body.text("new_signature"));
    final Positioned<AgentKey> key = successions.rotate(rotation, request.actor());
    return Answer.created(Wire.written(key.position(), "key", json(key.value())))
        .at(key.position());
  }

  static JsonObject json(final AgentKey key) {
    return new JsonObject()
        .put("sequence", key.sequence())
        .put("public_key", key.publicKey())
        .put("since", Wire.time(key.since()))
        .put(
            "message",
            key.rotation().map(step -> HexFormat.of().formatHex(step.message())).orElse(null))
        .put("old_signature", key.rotation().map(KeyRotation::oldSignature).orElse(null))
        .put("new_signature", key.rotation().map(KeyRotation::newSignature).orElse(null));
  }
}
