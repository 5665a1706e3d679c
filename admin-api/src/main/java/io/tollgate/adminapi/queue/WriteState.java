package io.tollgate.adminapi.queue;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * How a queued write is.
 *
 * @param id 32 hex digits.
 * @param operationId of the contract.
 * @param agentId of whom.
 * @param subject who asked for it.
 * @param state what became of it.
 * @param attempts in this process, where it waits.
 * @param reason where it waits, why the last attempt failed; where it is dead, why; else empty.
 * @param endedAt where it does not wait any more.
 * @param result where it is done, its answer's body.
 */
public record WriteState(
    String id,
    String operationId,
    String agentId,
    String subject,
    State state,
    Instant queuedAt,
    int attempts,
    String reason,
    Optional<Instant> endedAt,
    Optional<JsonObject> result) {

  /** What became of a write. */
  public enum State {
    /** It is tried again. */
    WAITING,
    /** It was done, once. */
    DONE,
    /** It was refused, or could not be done in time; it will not be tried again. */
    DEAD
  }
}
