package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.Successions;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.KeyRotated;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.lookup.AgentKeys;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.identity.store.AgentKeyTable;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rotations, one at a time, each checked against everything that the journal holds. */
final class GateSuccessions implements Successions {
  private static final String SUBJECT = "key rotation";

  private final IdentityParts parts;
  private final AgentLookups lookups;
  private final Refusals refusals;
  private final AgentTable agents = new AgentTable();
  private final AgentKeyTable table = new AgentKeyTable();

  GateSuccessions(final IdentityParts parts, final AgentLookups lookups, final Refusals refusals) {
    this.parts = parts;
    this.lookups = lookups;
    this.refusals = refusals;
  }

  /** What the tables say about a rotation that is asked for. */
  private record Ground(
      Optional<Agent> agent, List<AgentKey> keys, Optional<AgentId> ownerOfNewKey) {}

  @Override
  public Positioned<AgentKey> rotate(final KeyRotation rotation, final Actor actor) {
    final long position = parts.numbers().alone(() -> append(rotation, actor));
    return parts.written(
        "key of agent",
        rotation.agentId(),
        position,
        handle ->
            table.keys(handle, rotation.agentId()).stream()
                .filter(key -> key.sequence() == rotation.sequence())
                .findFirst());
  }

  private long append(final KeyRotation rotation, final Actor actor) {
    final Ground ground = parts.readEverything(handle -> ground(handle, rotation));
    final AgentId agentId = rotation.agentId();
    if (ground.agent().isEmpty()) {
      throw refusals.unknownAgent(agentId, SUBJECT, actor);
    }
    final boolean isDone =
        ground.keys().stream().anyMatch(key -> key.rotation().filter(rotation::equals).isPresent());
    if (isDone) {
      return parts.readModel().position().current();
    }
    final Optional<Refusal> refusal = refusal(rotation, ground);
    if (refusal.isPresent()) {
      throw refusals.of(refusal.get(), agentId, SUBJECT, actor, words(refusal.get(), ground));
    }
    final KeyRotated event = new KeyRotated(rotation);
    return parts
        .gate()
        .append(
            EventId.random(),
            agentId.toBytes(),
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            actor);
  }

  private Ground ground(final Handle handle, final KeyRotation rotation) {
    return new Ground(
        agents.find(handle, rotation.agentId()),
        table.keys(handle, rotation.agentId()),
        table.ownerOf(handle, rotation.newKey()));
  }

  private static Optional<Refusal> refusal(final KeyRotation rotation, final Ground ground) {
    if (ground.agent().orElseThrow().trust() == Trust.REVOKED) {
      return Optional.of(Refusal.AGENT_REVOKED);
    }
    // An agent without keys of its own was registered, past this service, with another's key.
    if (ground.keys().isEmpty()) {
      return Optional.of(Refusal.KEY_IN_USE);
    }
    final List<String> keys = ground.keys().stream().map(AgentKey::publicKey).toList();
    final Optional<Refusal> refusal = new KeySuccession(rotation.agentId(), keys).refusal(rotation);
    // Whose a key is, is told only to who holds it.
    return refusal.isEmpty() && ground.ownerOfNewKey().isPresent()
        ? Optional.of(Refusal.KEY_IN_USE)
        : refusal;
  }

  private static String words(final Refusal refusal, final Ground ground) {
    return switch (refusal) {
      case AGENT_REVOKED -> "the agent is revoked for good";
      case KEY_INVALID -> "the new key is not a valid Ed25519 public key";
      case KEY_IN_USE -> "the new key is or was in use; make a new key";
      case OLD_KEY_SIGNATURE_INVALID ->
          "the current key did not sign this rotation; sign it with both keys";
      case NEW_KEY_SIGNATURE_INVALID ->
          "the new key did not sign this rotation; sign it with both keys";
      case SUCCESSION_FULL -> "an agent has at most " + KeySuccession.MAX_KEYS + " keys";
      default ->
          "the next rotation is number " + ground.keys().size() + ", and from the current key";
    };
  }

  @Override
  public Positioned<List<AgentKey>> keys(final AgentId agentId, final long atLeastPosition) {
    final Positioned<AgentKeys> found = lookups.keys(agentId, atLeastPosition);
    return new Positioned<>(found.value().keys(), found.position(), found.staleness());
  }
}
