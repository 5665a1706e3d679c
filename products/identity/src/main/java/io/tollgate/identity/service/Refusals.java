package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.domain.RequestRefused;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;

/** Writes refusals into the journal, from where audit has them, before anyone is answered. */
final class Refusals {
  private final GateCommands gate;

  Refusals(final GateCommands gate) {
    this.gate = gate;
  }

  /**
   * Writes a refusal down.
   *
   * @param agentId whom it is about.
   * @param subject what was asked for, and an id where there is one; no secret.
   * @param message for the caller.
   * @return what to throw.
   */
  RefusedException of(
      final Refusal refusal,
      final AgentId agentId,
      final String subject,
      final Actor actor,
      final String message) {
    final long position = append(refusal, agentId, subject, actor);
    return new RefusedException(refusal.name(), refusal.isConflict(), position, message);
  }

  /** Writes down a refusal that has the engine's reason; answers with what to throw. */
  GateRefusedException ofGate(
      final Reason reason, final AgentId agentId, final String subject, final Actor actor) {
    return new GateRefusedException(
        reason, append(Refusal.DELEGATION_REFUSED, agentId, subject + ": " + reason, actor));
  }

  /** Writes down that there is no such agent; answers with what to throw. */
  NotFoundException unknownAgent(final AgentId agentId, final String subject, final Actor actor) {
    return new NotFoundException(
        "agent", agentId, append(Refusal.AGENT_UNKNOWN, agentId, subject, actor));
  }

  private long append(
      final Refusal refusal, final AgentId agentId, final String subject, final Actor actor) {
    final RequestRefused event = new RequestRefused(refusal, subject);
    return gate.append(
        EventId.random(),
        agentId.toBytes(),
        IdentityEvent.PRODUCT,
        event.type(),
        event.payload(),
        actor);
  }
}
