package io.tollgate.engine.domain.command;

import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.GatePermission;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.LinkRevoked;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/**
 * Commands about agents and the links that delegate to them: register, trust, tier, revoke. The
 * content comes in the fact that the command would become. Engine thread only.
 */
public final class AgentCommands {
  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final CommandGuard guard;
  private final Sha256 sha256;
  private final byte[] agentId = new byte[Sha256.DIGEST_LENGTH];

  /**
   * The commands.
   *
   * @param state that is asked.
   * @param applier that changes it.
   * @param recorder that takes down what happened.
   * @param guard that knows who may.
   * @param sha256 of this thread.
   */
  public AgentCommands(
      final GateState state,
      final FactApplier applier,
      final Recorder recorder,
      final CommandGuard guard,
      final Sha256 sha256) {
    this.state = state;
    this.applier = applier;
    this.recorder = recorder;
    this.guard = guard;
    this.sha256 = sha256;
  }

  /** Registers an agent; its id is worked out from the public key here. */
  public void register(
      final CommandEnvelope envelope, final AgentRegistered fact, final Verdict verdict) {
    verdict.reset();
    sha256.digest(fact.publicKey, 0, fact.publicKey.capacity(), agentId, 0);
    fact.agentId.putBytes(0, agentId);
    envelope.subjectId.putBytes(0, agentId);
    Reason reason = guard.authorise(envelope, GatePermission.AGENTS);
    if (reason == Reason.OK) {
      reason = guard.mayTouch(fact.tenantId);
    }
    if (reason == Reason.OK) {
      reason = checkNew(fact);
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    final int existing = state.agents().find(fact.agentId, 0);
    if (existing != AgentTable.NONE) {
      answerExisting(envelope, existing, fact, verdict);
      return;
    }
    if (!state.agents().hasRoom()) {
      guard.refuse(envelope, Reason.TABLE_FULL, verdict);
      return;
    }
    fact.agentSlot = state.agents().size();
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.agentRegistered(fact);
    guard.grant(verdict);
  }

  private void answerExisting(
      final CommandEnvelope envelope,
      final int existing,
      final AgentRegistered fact,
      final Verdict verdict) {
    if (state.agents().isSame(existing, fact)) {
      guard.alreadyInEffect(state.agents().version(existing), verdict);
    } else {
      guard.refuse(envelope, Reason.ALREADY_EXISTS, verdict);
    }
  }

  private static Reason checkNew(final AgentRegistered fact) {
    return isNewTrust(fact.trustCode)
            && Tier.ofCode(fact.tierCode) != null
            && fact.name.length() > 0
        ? Reason.OK
        : Reason.VALUE_INVALID;
  }

  private static boolean isNewTrust(final int code) {
    return code == Trust.UNTRUSTED.code() || code == Trust.TRUSTED.code();
  }

  /** Sets an agent's trust; suspending it cuts off every chain through it at once. */
  public void setTrust(final CommandEnvelope envelope, final TrustSet fact, final Verdict verdict) {
    verdict.reset();
    final boolean isKnown = isNewTrust(fact.trustCode) || fact.trustCode == Trust.SUSPENDED.code();
    changeTrust(
        envelope, fact, GatePermission.AGENTS, isKnown ? Reason.OK : Reason.VALUE_INVALID, verdict);
  }

  /** Revokes an agent for ever. */
  public void revoke(final CommandEnvelope envelope, final TrustSet fact, final Verdict verdict) {
    verdict.reset();
    fact.trustCode = Trust.REVOKED.code();
    changeTrust(envelope, fact, GatePermission.REVOKE, Reason.OK, verdict);
  }

  private void changeTrust(
      final CommandEnvelope envelope,
      final TrustSet fact,
      final GatePermission needed,
      final Reason valueReason,
      final Verdict verdict) {
    final int subject = guard.subject(envelope);
    Reason reason = guard.authorise(envelope, needed);
    if (reason == Reason.OK) {
      reason = guard.mayChange(subject);
    }
    if (reason == Reason.OK) {
      reason = valueReason;
    }
    if (reason == Reason.OK) {
      final int present = state.agents().trustCode(subject);
      if (present == fact.trustCode) {
        guard.alreadyInEffect(state.agents().version(subject), verdict);
        return;
      }
      reason =
          present == Trust.REVOKED.code()
              ? Reason.FINAL_STATE
              : guard.isExpected(envelope, subject);
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    fact.agentSlot = subject;
    fact.epochAfter = state.agents().epoch(subject) + 1;
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.trustSet(fact);
    guard.grant(verdict);
  }

  /** Sets an agent's tier. */
  public void setTier(final CommandEnvelope envelope, final TierSet fact, final Verdict verdict) {
    verdict.reset();
    final int subject = guard.subject(envelope);
    Reason reason = guard.authorise(envelope, GatePermission.AGENTS);
    if (reason == Reason.OK) {
      reason = guard.mayChange(subject);
    }
    if (reason == Reason.OK && Tier.ofCode(fact.tierCode) == null) {
      reason = Reason.VALUE_INVALID;
    }
    if (reason == Reason.OK) {
      if (state.agents().tierCode(subject) == fact.tierCode) {
        guard.alreadyInEffect(state.agents().version(subject), verdict);
        return;
      }
      reason = guard.isExpected(envelope, subject);
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    fact.agentSlot = subject;
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.tierSet(fact);
    guard.grant(verdict);
  }

  /** Revokes a link; every chain through the agent is verified anew. */
  public void revokeLink(
      final CommandEnvelope envelope, final LinkRevoked fact, final Verdict verdict) {
    verdict.reset();
    final int subject = guard.subject(envelope);
    Reason reason = guard.authorise(envelope, GatePermission.REVOKE);
    if (reason == Reason.OK) {
      reason = guard.mayChange(subject);
    }
    if (reason == Reason.OK && fact.linkId == 0) {
      reason = Reason.VALUE_INVALID;
    }
    if (reason == Reason.OK && state.revokedLinks().contains(fact.linkId, subject)) {
      guard.alreadyInEffect(state.agents().version(subject), verdict);
      return;
    }
    if (reason == Reason.OK && !state.revokedLinks().hasRoom(applier.timeNs())) {
      reason = Reason.TABLE_FULL;
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    fact.agentSlot = subject;
    fact.epochAfter = state.agents().epoch(subject) + 1;
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.linkRevoked(fact);
    guard.grant(verdict);
  }
}
