package io.tollgate.adminapi.problem;

import io.tollgate.engine.domain.decision.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A refusal, as RFC 9457 has it.
 *
 * @param status HTTP status, 400 to 599.
 * @param reason the name of an {@link ApiReason} or of one of the gate's reasons.
 * @param detail what is wrong this time, for people; holds no secret and no value that was sent.
 * @param position of the journal's record of the refusal, where there is one.
 * @param version the present version of what was to be changed, where it is known.
 * @param errors where the request breaks the contract, at most {@value #MAX_ERRORS}.
 */
public record Problem(
    int status,
    String reason,
    String detail,
    OptionalLong position,
    OptionalLong version,
    List<InputError> errors) {
  /** The most input errors that a problem tells. */
  public static final int MAX_ERRORS = 20;

  /** How long to wait before asking again, in seconds, where the status is 503. */
  public static final int RETRY_AFTER_SECONDS = 1;

  /** Keeps a bounded copy of the errors. */
  public Problem {
    errors = List.copyOf(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
  }

  /** A refusal of the API's own. */
  public static Problem of(final ApiReason reason, final String detail) {
    return of(reason.status(), reason.name(), detail);
  }

  /** A refusal of the API's own because of what was sent. */
  public static Problem of(
      final ApiReason reason, final String detail, final List<InputError> errors) {
    return new Problem(
        reason.status(), reason.name(), detail, OptionalLong.empty(), OptionalLong.empty(), errors);
  }

  /** A refusal with a reason of the gate. */
  public static Problem of(final Reason reason, final String detail) {
    return of(GateStatus.of(reason), reason.name(), detail);
  }

  /** A refusal with a reason of a product. */
  static Problem of(final int status, final String reason, final String detail) {
    return new Problem(
        status, reason, detail, OptionalLong.empty(), OptionalLong.empty(), List.of());
  }

  /** The same with the position of the record of the refusal. */
  public Problem at(final long recordPosition) {
    return new Problem(status, reason, detail, OptionalLong.of(recordPosition), version, errors);
  }

  /** The same with the present version of what was to be changed. */
  public Problem withVersion(final long presentVersion) {
    return new Problem(status, reason, detail, position, OptionalLong.of(presentVersion), errors);
  }

  /** Whether the same request may succeed later. */
  public boolean isTransient() {
    return status == 503;
  }

  /**
   * As the body of an answer.
   *
   * @param instance names the one request that it answers.
   */
  public JsonObject toJson(final String instance) {
    final String words = reason.replace('_', ' ').toLowerCase(Locale.ROOT);
    final JsonObject json =
        new JsonObject()
            .put("type", "urn:tollgate:problem:" + words.replace(' ', '-'))
            .put("title", Character.toUpperCase(words.charAt(0)) + words.substring(1))
            .put("status", status)
            .put("detail", detail)
            .put("instance", instance)
            .put("reason", reason);
    position.ifPresent(value -> json.put("position", value));
    version.ifPresent(value -> json.put("version", value));
    if (!errors.isEmpty()) {
      final JsonArray list = new JsonArray();
      errors.forEach(
          error ->
              list.add(
                  new JsonObject()
                      .put("in", error.in())
                      .put("name", error.name())
                      .put("message", error.message())));
      json.put("errors", list);
    }
    return json;
  }
}
