package io.tollgate.identity.service;

import io.tollgate.client.GateCommand;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.NotFoundException;

/** Commands about one agent, whose refusals speak of that agent. */
final class AgentCommands {
  private final GateCommands gate;

  AgentCommands(final GateCommands gate) {
    this.gate = gate;
  }

  /**
   * Gives a command.
   *
   * @return the position of its record.
   * @throws NotFoundException where there is no such agent.
   * @throws ConflictException with the agent's present version.
   */
  long give(final AgentId agentId, final GateCommand command, final Actor actor) {
    try {
      return gate.give(command, actor);
    } catch (final NotFoundException ex) {
      final NotFoundException clearer = new NotFoundException("agent", agentId, ex.position());
      clearer.initCause(ex);
      throw clearer;
    } catch (final ConflictException ex) {
      if (ex.reason() == Reason.ALREADY_EXISTS) {
        throw ex;
      }
      final long version = gate.agent(agentId).version();
      final ConflictException clearer =
          new ConflictException(ex.reason(), version, ex.position(), words(ex.reason(), version));
      clearer.initCause(ex);
      throw clearer;
    }
  }

  private static String words(final Reason reason, final long version) {
    return reason == Reason.FINAL_STATE
        ? "the agent is revoked for good; register another one"
        : "the agent's version is " + version + "; read it again, then decide";
  }
}
