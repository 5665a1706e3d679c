package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.domain.ProfileSet;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.command.GateCommands;

/** Tells the journal what people say about an agent. */
final class ProfileWriter {
  private final GateCommands gate;

  ProfileWriter(final GateCommands gate) {
    this.gate = gate;
  }

  /** Writes all of it anew; the position of its record. */
  long write(final AgentId agentId, final Profile profile, final Actor actor) {
    final ProfileSet event = new ProfileSet(agentId, profile);
    return gate.append(
        EventId.random(),
        agentId.toBytes(),
        IdentityEvent.PRODUCT,
        event.type(),
        event.payload(),
        actor);
  }
}
