package io.tollgate.adminapi.call;

import io.tollgate.adminapi.access.Caller;
import io.tollgate.adminapi.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is kept of a request that is answered later. It was checked when it came; only its caller,
 * path, conditions, key and body matter from then on.
 *
 * @param path the path's parameters.
 * @param headers If-Match and Idempotency-Key, as far as they were sent.
 */
public record SavedRequest(
    Caller caller,
    String route,
    Map<String, String> path,
    Map<String, String> headers,
    JsonObject body) {

  /** As a text, which holds whatever the body holds. */
  public String toText() {
    return new JsonObject()
        .put("subject", caller.subject())
        .put("roles", new JsonArray(caller.roles().stream().map(Role::text).sorted().toList()))
        .put("token", caller.tokenId())
        .put("route", route)
        .put("path", json(path))
        .put("headers", json(headers))
        .put("body", body)
        .encode();
  }

  /** The request that was written down so. */
  public static SavedRequest ofText(final String text) {
    final JsonObject json = new JsonObject(text);
    final Set<Role> roles =
        json.getJsonArray("roles").stream()
            .map(role -> Role.ofText((String) role).orElseThrow())
            .collect(Collectors.toSet());
    return new SavedRequest(
        new Caller(json.getString("subject"), roles, json.getString("token")),
        json.getString("route"),
        texts(json.getJsonObject("path")),
        texts(json.getJsonObject("headers")),
        json.getJsonObject("body"));
  }

  private static JsonObject json(final Map<String, String> texts) {
    final JsonObject json = new JsonObject();
    texts.forEach(json::put);
    return json;
  }

  private static Map<String, String> texts(final JsonObject json) {
    final Map<String, String> texts = new TreeMap<>();
    json.forEach(entry -> texts.put(entry.getKey(), (String) entry.getValue()));
    return texts;
  }

  /** Says nothing of the body. */
  @Override
  public String toString() {
    return "SavedRequest[" + route + "]";
  }
}
