package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Keys;
import io.tollgate.identity.domain.LinkKey;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;

/** The keys that seal links, by name; the keys themselves are never here. */
public final class KeyCalls {
  private final Keys keys;

  /** Over the service. */
  public KeyCalls(final Keys keys) {
    this.keys = keys;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("listKeys", this::list)
        .put("addKey", this::add)
        .put("rotateKey", this::rotate)
        .put("retireKey", this::retire);
  }

  private Answer list(final CallRequest request) {
    return Wire.page(
        keys.list(request.queryNumber("tenant"), request.page(), request.atLeastPosition()),
        KeyCalls::json);
  }

  private Answer add(final CallRequest request) {
    final Positioned<LinkKey> key = keys.add(request.body().number("tenant_id"), request.actor());
    return Answer.created(Wire.written(key.position(), "key", json(key.value())))
        .at(key.position());
  }

  private Answer rotate(final CallRequest request) {
    final Positioned<LinkKey> key =
        keys.rotate(
            request.body().number("tenant_id"),
            Duration.ofSeconds(request.body().number("overlap_seconds")),
            request.actor());
    return Answer.created(Wire.written(key.position(), "key", json(key.value())))
        .at(key.position());
  }

  private Answer retire(final CallRequest request) {
    final Positioned<LinkKey> key =
        keys.retire(request.pathNumber("kid"), request.isForced(), request.actor());
    return Answer.ok(Wire.written(key.position(), "key", json(key.value()))).at(key.position());
  }

  private static JsonObject json(final LinkKey key) {
    return new JsonObject()
        .put("kid", key.keyId())
        .put("tenant_id", key.tenantId())
        .put("created_at", Wire.time(key.addedAt()))
        .put("state", key.state().name().toLowerCase(Locale.ROOT))
        .put("retires_at", Wire.time(key.retiresAt()))
        .put("retired_at", Wire.time(key.retiredAt()))
        .put("living_links", key.livingLinks());
  }
}
