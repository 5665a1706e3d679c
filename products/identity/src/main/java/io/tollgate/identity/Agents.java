package io.tollgate.identity;

import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.AgentFilter;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.EnrolledAgent;
import io.tollgate.identity.domain.LiveAgent;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Profile;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;

/** Agents: enrolment, trust, tier and end. */
public interface Agents {
  /**
   * A challenge for the holder of a key to prove it. Good once, for 60 seconds, for this key only.
   *
   * @param publicKey Ed25519, 64 hex digits.
   */
  Challenge challenge(String publicKey);

  /**
   * Creates an agent with a key that is made for it. The private key is in this answer and nowhere
   * else; it must not be stored by whoever passes it on.
   */
  Positioned<EnrolledAgent> createWithGeneratedKey(NewAgent agent, Actor actor);

  /**
   * Creates an agent whose key's holder signed a challenge. The same of the same actor again
   * changes nothing and answers with the agent, as long as its key and its standing are the same.
   *
   * @throws io.tollgate.support.error.RefusedException PROOF_INVALID where the challenge is
   *     unknown, used, out of date or of another key, or the signature is wrong; KEY_IN_USE where
   *     the key is or was an agent's.
   */
  Positioned<Agent> createWithProof(NewAgent agent, PossessionProof proof, Actor actor);

  /** The agents that match, in the order in which they were registered. */
  Positioned<Page<Agent>> list(AgentFilter filter, PageRequest page, long atLeastPosition);

  /**
   * One agent, from memory while the journal says that it did not change. While the database does
   * not answer, for ten minutes, with its staleness, and nothing of one that changed, is suspended
   * or is revoked.
   */
  Positioned<Agent> get(AgentId agentId, long atLeastPosition);

  /** All that is kept about one agent, read from the tables at one moment. */
  Positioned<AgentRecord> record(AgentId agentId, long atLeastPosition);

  /**
   * Sets trust and tier, as far as they are given. Where both are, and the second is refused, the
   * first stands. It needs the engine alone: it is done also while the database does not answer.
   *
   * @throws io.tollgate.support.error.UnseenWriteException where it is done and cannot be shown.
   * @throws io.tollgate.support.error.ConflictException with the present version where another was
   *     expected, or with FINAL_STATE where the agent is revoked.
   * @throws io.tollgate.support.error.RefusedException AGENT_IS_THE_OPERATOR where it would be
   *     trusted less, and that is not forced.
   */
  Positioned<Agent> change(AgentId agentId, AgentChange change, long expectedVersion, Actor actor);

  /**
   * Sets what people say about an agent, all of it anew.
   *
   * @throws io.tollgate.support.error.RefusedException AGENT_REVOKED.
   */
  Positioned<Agent> describe(AgentId agentId, Profile profile, Actor actor);

  /**
   * Ends an agent for good, and with it every chain that it is part of; done also while the
   * database does not answer.
   *
   * @param isForced also where nobody could command the gate any more then.
   * @throws io.tollgate.support.error.RefusedException AGENT_IS_THE_OPERATOR.
   * @throws io.tollgate.support.error.UnseenWriteException where it is done and cannot be shown.
   */
  Positioned<Agent> revoke(AgentId agentId, long expectedVersion, boolean isForced, Actor actor);

  /** What the engine's counters say now; asked of the engine itself, so never behind. */
  Positioned<LiveAgent> state(AgentId agentId);
}
