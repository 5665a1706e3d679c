package io.tollgate.support.idempotency;

import java.util.UUID;

/** What became of the attempt to answer a request. */
public sealed interface Claim {
  /**
   * The request is the caller's to answer; it must say {@code complete} or {@code abandon}.
   *
   * @param request that was claimed.
   * @param token proves whose the claim is.
   */
  record Granted(IdempotentRequest request, UUID token) implements Claim {}

  /**
   * The request was answered before.
   *
   * @param response what was answered.
   */
  record Answered(StoredResponse response) implements Claim {}

  /** The same request is being answered right now. */
  record InProgress() implements Claim {}

  /** The key was used for another route or another body. */
  record KeyReused() implements Claim {}
}
