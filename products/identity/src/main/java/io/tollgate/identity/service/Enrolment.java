package io.tollgate.identity.service;

import io.tollgate.client.GateCommand;
import io.tollgate.crypto.Ed25519;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.EnrolmentMessage;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.flow.TierDefaultsFlow;
import io.tollgate.identity.store.AgentKeyTable;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.ChallengeTable;
import io.tollgate.identity.store.TenantTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.RefusedException;
import io.tollgate.support.error.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How an agent comes to be: a proven or a generated key, a registration, and the quotas of its
 * tier.
 */
final class Enrolment {
  /** How long a challenge may be answered. */
  static final Duration CHALLENGE_LIFETIME = Duration.ofSeconds(60);

  private static final HexFormat HEX = HexFormat.of();
  private static final long NO_VERSION = -1;

  private final IdentityParts parts;
  private final AgentCommands commands;
  private final Refusals refusals;
  private final TierDefaultsFlow tierDefaults;
  private final ProfileWriter profiles;
  private final ChallengeTable challenges = new ChallengeTable();
  private final AgentKeyTable keys = new AgentKeyTable();
  private final TenantTable tenants = new TenantTable();
  private final AgentTable agents = new AgentTable();

  Enrolment(
      final IdentityParts parts,
      final AgentCommands commands,
      final Refusals refusals,
      final TierDefaultsFlow tierDefaults,
      final ProfileWriter profiles) {
    this.parts = parts;
    this.commands = commands;
    this.refusals = refusals;
    this.tierDefaults = tierDefaults;
    this.profiles = profiles;
  }

  Challenge challenge(final String publicKey) {
    final byte[] key = validKey(publicKey);
    final byte[] challengeId = random(EnrolmentMessage.CHALLENGE_ID_LENGTH);
    final byte[] nonce = random(EnrolmentMessage.NONCE_LENGTH);
    final Instant expiresAt = parts.clock().instant().plus(CHALLENGE_LIFETIME);
    final boolean isKept =
        parts
            .database()
            .inTransaction(handle -> challenges.keep(handle, challengeId, key, nonce, expiresAt));
    if (!isKept) {
      throw new UnavailableException(Reason.OVERLOADED, "too many challenges are open");
    }
    return new Challenge(
        HEX.formatHex(challengeId),
        HEX.formatHex(EnrolmentMessage.of(challengeId, nonce, key)),
        expiresAt);
  }

  /**
   * The public key whose holder signed its challenge. The challenge is used up whatever comes of
   * it.
   *
   * @throws RefusedException where the proof proves nothing; it does not say why not.
   */
  byte[] provenKey(final PossessionProof proof, final Actor actor) {
    final byte[] publicKey = validKey(proof.publicKey());
    final byte[] challengeId = HEX.parseHex(proof.challengeId());
    final Optional<byte[]> nonce =
        parts
            .database()
            .inTransaction(
                handle -> challenges.take(handle, challengeId, publicKey, parts.clock().instant()));
    final boolean isProven =
        nonce.isPresent()
            && Ed25519.verify(
                publicKey,
                EnrolmentMessage.of(challengeId, nonce.get(), publicKey),
                HEX.parseHex(proof.signature()));
    if (!isProven) {
      throw refusals.of(
          Refusal.PROOF_INVALID,
          KeySuccession.agentOf(publicKey),
          "enrolment by challenge",
          actor,
          "the proof does not answer an open challenge of this key; ask for a new one");
    }
    return publicKey;
  }

  /** Registers an agent by a key that is proven or was made here. */
  Positioned<Agent> register(final NewAgent agent, final byte[] publicKey, final Actor actor) {
    parts.require("tenant", agent.tenantId(), 0, handle -> tenants.find(handle, agent.tenantId()));
    final AgentId agentId = KeySuccession.agentOf(publicKey);
    tierDefaults.expect(agentId);
    final long position;
    try {
      position = parts.numbers().alone(() -> registerUnlessInUse(agentId, agent, publicKey, actor));
    } catch (final RefusedException ex) {
      tierDefaults.forget(agentId);
      throw ex;
    } catch (final ConflictException ex) {
      tierDefaults.forget(agentId);
      throw new ConflictException(
          ex.reason(), NO_VERSION, "the key is another agent's: " + agentId);
    }
    final long described =
        agent.profile().equals(Profile.NONE)
            ? position
            : profiles.write(agentId, agent.profile(), actor);
    final long last = Math.max(described, tierDefaults.applyNow(agentId, agent.tier(), actor));
    return parts.written("agent", agentId, last, handle -> agents.find(handle, agentId));
  }

  /** Alone, so that no rotation gives the key to another agent meanwhile. */
  private long registerUnlessInUse(
      final AgentId agentId, final NewAgent agent, final byte[] publicKey, final Actor actor) {
    final Optional<AgentId> owner =
        parts.readEverything(handle -> keys.ownerOf(handle, HEX.formatHex(publicKey)));
    if (owner.isPresent() && !owner.get().equals(agentId)) {
      throw refusals.of(
          Refusal.KEY_IN_USE, agentId, "enrolment", actor, "the key is or was in use");
    }
    return commands.give(
        agentId,
        new GateCommand.RegisterAgent(
            publicKey, agent.tenantId(), agent.trust(), agent.tier(), agent.name()),
        actor);
  }

  private byte[] random(final int length) {
    final byte[] bytes = new byte[length];
    parts.random().nextBytes(bytes);
    return bytes;
  }

  static byte[] validKey(final String publicKey) {
    if (publicKey.length() == 2 * Ed25519.PUBLIC_KEY_LENGTH
        && publicKey.chars().allMatch(HexFormat::isHexDigit)) {
      final byte[] key = HEX.parseHex(publicKey);
      if (Ed25519.isValidPublicKey(key)) {
        return key;
      }
    }
    throw new InvalidRequestException(
        "public_key", "is not a valid Ed25519 public key of 64 hex digits");
  }
}
