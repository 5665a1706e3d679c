package io.tollgate.identity;

import io.tollgate.identity.domain.PrekeyBundle;
import io.tollgate.identity.domain.PrekeyStock;
import io.tollgate.identity.domain.PrekeyUpload;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;

/** Keys that agents leave at the gate, so that others can write to them while they are away. */
public interface Prekeys {
  /**
   * Adds keys, all or none. An identity-DH key of a higher number, or one that a new Ed25519 key
   * signed, takes the place of the one before and of all its prekeys.
   *
   * @return what there is now.
   * @throws io.tollgate.support.error.RefusedException KEY_INVALID, PREKEY_SIGNATURE_INVALID,
   *     PREKEY_ID_USED, KEY_IN_USE, PREKEYS_FULL, AGENT_SUSPENDED or AGENT_REVOKED; nothing was
   *     changed.
   */
  PrekeyStock upload(AgentId agentId, PrekeyUpload upload, Actor actor);

  /** What an agent has left. */
  PrekeyStock stock(AgentId agentId, long atLeastPosition);

  /**
   * Takes a bundle. Its one-time prekey, where there is one, is nobody else's.
   *
   * @throws io.tollgate.support.error.RefusedException PREKEYS_MISSING, AGENT_SUSPENDED or
   *     AGENT_REVOKED; nothing was taken.
   */
  PrekeyBundle take(AgentId agentId, Actor actor);
}
