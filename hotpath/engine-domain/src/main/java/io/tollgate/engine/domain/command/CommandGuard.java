package io.tollgate.engine.domain.command;

import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.GatePermission;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.decision.ChainChecker;
import io.tollgate.engine.domain.decision.PermissionRule;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Refusals;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.CommandRefused;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/**
 * Who may command what, and how a command ends: granted, found to be in effect already, or refused
 * and written down. Engine thread only; allocates nothing.
 *
 * <p>Agents of the system tenant command every tenant, others only their own.
 */
public final class CommandGuard {
  /** The gate's own tenant. */
  public static final int SYSTEM_TENANT = 0;

  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final ChainChecker chain;
  private final Refusals refusals;
  private final PermissionRule permissionRule;
  private final CommandRefused refused = new CommandRefused();

  /**
   * A guard.
   *
   * @param state that is asked.
   * @param applier that changes it.
   * @param recorder that takes down what happened.
   * @param chain that knows who asks.
   * @param refusals of nobody known.
   */
  public CommandGuard(
      final GateState state,
      final FactApplier applier,
      final Recorder recorder,
      final ChainChecker chain,
      final Refusals refusals) {
    this.state = state;
    this.applier = applier;
    this.recorder = recorder;
    this.chain = chain;
    this.refusals = refusals;
    this.permissionRule = new PermissionRule(state);
  }

  /**
   * Whether the sender may give commands of a kind: as for any permission, the chain grants it, the
   * agent is trusted enough, and since commands have no scope, the chain must not be bound to one.
   */
  Reason authorise(final CommandEnvelope envelope, final GatePermission needed) {
    final Reason reason = chain.check(envelope.chain, applier.timeNs());
    if (reason != Reason.OK) {
      return reason;
    }
    final Reason granted = permissionRule.apply(chain, needed.bit(), Scope.NONE);
    return granted == Reason.PERMISSION_NOT_GRANTED ? Reason.NOT_AUTHORIZED : granted;
  }

  /** Whether the sender may touch a tenant. */
  Reason mayTouch(final int tenantId) {
    return chain.tenantId() == SYSTEM_TENANT || chain.tenantId() == tenantId
        ? Reason.OK
        : Reason.TENANT_FORBIDDEN;
  }

  /** The agent that the command is about, or {@link AgentTable#NONE}. */
  int subject(final CommandEnvelope envelope) {
    return state.agents().find(envelope.subjectId, 0);
  }

  /** Whether the sender may change the subject. */
  Reason mayChange(final int subject) {
    return subject == AgentTable.NONE
        ? Reason.NOT_FOUND
        : mayTouch(state.agents().tenantId(subject));
  }

  /** Whether the subject is still at the version that the sender saw. */
  Reason isExpected(final CommandEnvelope envelope, final int subject) {
    return envelope.expectedVersion == CommandEnvelope.ANY_VERSION
            || envelope.expectedVersion == state.agents().version(subject)
        ? Reason.OK
        : Reason.VERSION_CONFLICT;
  }

  /** The agent that commands. */
  int actorSlot() {
    return chain.agentSlot();
  }

  void grant(final Verdict verdict) {
    verdict.allow(applier.position());
  }

  void alreadyInEffect(final long position, final Verdict verdict) {
    verdict.repeat(Reason.OK, -1, position);
  }

  void refuse(final CommandEnvelope envelope, final Reason reason, final Verdict verdict) {
    final int hop = chain.failingHop();
    verdict.deny(reason, hop);
    if (!chain.isAttributed()) {
      refusals.count(reason);
      return;
    }
    refused.subjectId.putBytes(0, envelope.subjectId, 0, envelope.subjectId.capacity());
    refused.command = envelope.command;
    refused.reasonCode = reason.code();
    refused.failingHop = hop;
    refused.actorSlot = chain.agentSlot();
    copy(envelope.actor, refused.actor);
    refused.countAfter = state.agents().deniedCount(refused.actorSlot) + 1;
    applier.apply(refused);
    recorder.commandRefused(refused);
    verdict.position(applier.position());
  }

  static void copy(final ShortText from, final ShortText to) {
    to.set(from.bytes(), 0, from.length());
  }
}
