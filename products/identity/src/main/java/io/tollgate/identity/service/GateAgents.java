package io.tollgate.identity.service;

import io.tollgate.client.AgentSnapshot;
import io.tollgate.client.GateCommand;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.Agents;
import io.tollgate.identity.IdentityService;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.AgentFilter;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.EnrolledAgent;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.LiveAgent;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.identity.store.AgentKeyTable;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.LimitTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.ConflictException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Agents, as the gate keeps them and the tables show them. */
final class GateAgents implements Agents {
  private static final String PROFILE = "profile";

  private final IdentityParts parts;
  private final AgentLookups lookups;
  private final Enrolment enrolment;
  private final AgentCommands commands;
  private final Refusals refusals;
  private final ProfileWriter profiles;
  private final AgentTable table = new AgentTable();
  private final AgentKeyTable keys = new AgentKeyTable();
  private final LimitTable limits = new LimitTable();

  GateAgents(
      final IdentityParts parts,
      final AgentLookups lookups,
      final Enrolment enrolment,
      final AgentCommands commands,
      final Refusals refusals,
      final ProfileWriter profiles) {
    this.parts = parts;
    this.lookups = lookups;
    this.enrolment = enrolment;
    this.commands = commands;
    this.refusals = refusals;
    this.profiles = profiles;
  }

  @Override
  public Challenge challenge(final String publicKey) {
    return enrolment.challenge(publicKey);
  }

  @Override
  public Positioned<EnrolledAgent> createWithGeneratedKey(final NewAgent agent, final Actor actor) {
    try (Ed25519KeyPair keyPair = Ed25519.generate(parts.random())) {
      final Positioned<Agent> created = register(agent, keyPair.publicKey(), actor);
      final byte[] seed = keyPair.seed();
      final EnrolledAgent enrolled =
          new EnrolledAgent(created.value(), HexFormat.of().formatHex(seed));
      Arrays.fill(seed, (byte) 0);
      return new Positioned<>(enrolled, created.position());
    }
  }

  @Override
  public Positioned<Agent> createWithProof(
      final NewAgent agent, final PossessionProof proof, final Actor actor) {
    return register(agent, enrolment.provenKey(proof, actor), actor);
  }

  private Positioned<Agent> register(
      final NewAgent agent, final byte[] publicKey, final Actor actor) {
    final AgentId agentId = KeySuccession.agentOf(publicKey);
    return enrolment.register(
        new Enrolment.Applicant(
            agent,
            publicKey,
            actor,
            () ->
                refusals.of(
                    Refusal.KEY_IN_USE,
                    agentId,
                    "enrolment",
                    actor,
                    "the key is or was in use; make a new key")));
  }

  @Override
  public Positioned<Page<Agent>> list(
      final AgentFilter filter, final PageRequest page, final long atLeastPosition) {
    return parts.readModel().read(atLeastPosition, handle -> table.page(handle, filter, page));
  }

  @Override
  public Positioned<Agent> get(final AgentId agentId, final long atLeastPosition) {
    return lookups.agent(agentId, atLeastPosition);
  }

  @Override
  public Positioned<AgentRecord> record(final AgentId agentId, final long atLeastPosition) {
    return parts.require(
        "agent",
        agentId,
        atLeastPosition,
        handle -> table.find(handle, agentId).map(agent -> record(handle, agent)));
  }

  private AgentRecord record(final Handle handle, final Agent agent) {
    return new AgentRecord(
        agent,
        keys.keys(handle, agent.agentId()),
        limits.quotas(handle, agent.agentIndex()),
        limits.budget(handle, agent.agentIndex()),
        parts.readModel().position().in(handle));
  }

  @Override
  public Positioned<Agent> change(
      final AgentId agentId,
      final AgentChange change,
      final long expectedVersion,
      final Actor actor) {
    if (expectedVersion != IdentityService.ANY_VERSION) {
      requireVersion(agentId, change, expectedVersion);
    }
    if (!change.isForced() && change.trust().filter(to -> to != Trust.TRUSTED).isPresent()) {
      guardOperator(agentId, "trust " + change.trust().get(), actor);
    }
    final byte[] id = agentId.toBytes();
    long position = 0;
    long expected = expectedVersion;
    if (change.trust().isPresent()) {
      position =
          commands.give(
              agentId, new GateCommand.SetTrust(id, change.trust().get(), expected), actor);
      expected = expected == IdentityService.ANY_VERSION ? expected : position;
    }
    if (change.tier().isPresent()) {
      position =
          commands.give(agentId, new GateCommand.SetTier(id, change.tier().get(), expected), actor);
    }
    return written(agentId, position);
  }

  /**
   * Of two commands the first may be in effect already, and then the gate does not look at its
   * version.
   */
  private void requireVersion(
      final AgentId agentId, final AgentChange change, final long expectedVersion) {
    final AgentSnapshot now = parts.gate().agent(agentId);
    final boolean isInEffect =
        change.trust().map(trust -> trust == now.trust()).orElse(true)
            && change.tier().map(tier -> tier == now.tier()).orElse(true);
    if (now.version() != expectedVersion && !isInEffect) {
      throw new ConflictException(
          Reason.VERSION_CONFLICT, now.version(), "the agent's version is " + now.version());
    }
  }

  @Override
  public Positioned<Agent> describe(
      final AgentId agentId, final Profile profile, final Actor actor) {
    final Optional<Agent> agent =
        parts.readModel().read(0, handle -> table.find(handle, agentId)).value();
    if (agent.isEmpty()) {
      throw refusals.unknownAgent(agentId, PROFILE, actor);
    }
    if (agent.get().trust() == Trust.REVOKED) {
      throw refusals.of(
          Refusal.AGENT_REVOKED, agentId, PROFILE, actor, "the agent is revoked for good");
    }
    final long position = profiles.write(agentId, profile, actor);
    return written(agentId, position);
  }

  @Override
  public Positioned<Agent> revoke(
      final AgentId agentId,
      final long expectedVersion,
      final boolean isForced,
      final Actor actor) {
    if (!isForced) {
      guardOperator(agentId, "revocation", actor);
    }
    final long position =
        commands.give(
            agentId, new GateCommand.RevokeAgent(agentId.toBytes(), expectedVersion), actor);
    return written(agentId, position);
  }

  /** What is done is done: nobody waits for a database that is known to be away. */
  private Positioned<Agent> written(final AgentId agentId, final long position) {
    lookups.requireSeen(position);
    return parts.written("agent", agentId, position, handle -> table.find(handle, agentId));
  }

  /** Refuses what would leave nobody to command the gate. */
  private void guardOperator(final AgentId agentId, final String subject, final Actor actor) {
    // Nobody is asked, neither a database nor the engine: an agent is cut off with one command.
    if (parts.gate().isCommandedBy(agentId)) {
      throw refusals.of(
          Refusal.AGENT_IS_THE_OPERATOR,
          agentId,
          subject,
          actor,
          "the gate is commanded as this agent; without it nobody could command it any more");
    }
  }

  @Override
  public Positioned<LiveAgent> state(final AgentId agentId) {
    final AgentSnapshot snapshot = parts.gate().agent(agentId);
    return new Positioned<>(LiveAgents.of(agentId, snapshot), snapshot.position());
  }
}
