package io.tollgate.adminapi.problem;

/**
 * Why the API itself refused, before any service was asked. The gate's own reasons are not repeated
 * here.
 */
public enum ApiReason {
  BODY_MALFORMED(400),
  REQUEST_INVALID(400),
  UNAUTHENTICATED(401),
  ROLE_MISSING(403),
  ROUTE_UNKNOWN(404),
  METHOD_NOT_ALLOWED(405),
  /** The body of a request that needs no token did not come in time. */
  BODY_TIMEOUT(408),
  IDEMPOTENCY_IN_PROGRESS(409),
  /** It was done, but the key that seals kept answers has changed since. */
  IDEMPOTENT_ANSWER_LOST(409),
  BODY_TOO_LARGE(413),
  URI_TOO_LONG(414),
  UNSUPPORTED_MEDIA_TYPE(415),
  IDEMPOTENCY_KEY_REUSED(422),
  IF_MATCH_REQUIRED(428),
  HEADERS_TOO_LARGE(431),
  INTERNAL(500),
  /** The request took longer than it may. */
  REQUEST_TIMEOUT(503),
  /** The process is going down. */
  DRAINING(503),
  /** The read model is behind the position that the reader asked for. */
  POSITION_NOT_REACHED(503),
  /** Earlier writes of the same agent wait, and this one must not overtake them. */
  WRITES_WAIT(503),
  /** So many writes wait that no more are taken. */
  QUEUE_FULL(503),
  /** A queued write could not be done in time. */
  QUEUE_WAIT_TOO_LONG(503),
  /** More requests at once than the API takes. */
  TOO_MANY_REQUESTS_AT_ONCE(503),
  /** More requests at once that need no token than the API takes. */
  TOO_MANY_OPEN_REQUESTS_AT_ONCE(503),
  /** More requests at once that wait for something to happen than the API takes. */
  TOO_MANY_WATCHERS(503);

  private final int status;

  ApiReason(final int status) {
    this.status = status;
  }

  /** Its HTTP status. */
  public int status() {
    return status;
  }
}
