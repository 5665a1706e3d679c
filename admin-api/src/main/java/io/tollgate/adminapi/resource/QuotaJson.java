package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Members;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Quota;
import io.vertx.core.json.JsonObject;

/** Reads and writes down quotas; the contract has null where the engine has no limit. */
final class QuotaJson {
  private QuotaJson() {}

  static Quota of(final ResourceType resource, final Members body) {
    return new Quota(
        resource,
        limit(body, "hour"),
        limit(body, "day"),
        limit(body, "month"),
        limit(body, "concurrent"));
  }

  static JsonObject json(final Quota quota) {
    return new JsonObject()
        .put("resource", Wire.resource(quota.resource()))
        .put("hour", limit(quota.hourLimit()))
        .put("day", limit(quota.dayLimit()))
        .put("month", limit(quota.monthLimit()))
        .put("concurrent", limit(quota.concurrentLimit()));
  }

  static Long limit(final long limit) {
    return limit == Quota.NO_LIMIT ? null : (Long) limit;
  }

  private static long limit(final Members body, final String name) {
    return body.optionalLong(name).orElse(Quota.NO_LIMIT);
  }
}
