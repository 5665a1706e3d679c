package io.tollgate.adminapi.gate;

import io.tollgate.support.Actor;

/** What the API asks of the engine itself. Any thread; calls block, within bounds. */
public interface GateAccess {
  /**
   * Asks whether a chain allows a permission. A denial is an answer.
   *
   * @param chain text of a chain, a secret of whoever holds it.
   * @param permission its name.
   * @param scope its text; empty for none.
   * @throws io.tollgate.support.error.UnavailableException where the engine does not answer.
   */
  Verdict check(String chain, String permission, String scope);

  /**
   * How the engine is.
   *
   * @throws io.tollgate.support.error.UnavailableException where the engine does not answer.
   */
  EngineStatus status();

  /**
   * Journals that somebody got a token.
   *
   * @param tokenId the token's id, 32 hex digits.
   * @param text what is to be known of it; holds no secret.
   * @return the position of the record.
   * @throws io.tollgate.support.error.ServiceException where it could not be written down.
   */
  long recordToken(String tokenId, String text, Actor actor);
}
