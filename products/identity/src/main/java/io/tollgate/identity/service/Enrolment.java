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
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * How an agent comes to be: a proven or a generated key, a registration, and the quotas of its
 * tier.
 */
final class Enrolment {
  /** How long a challenge may be answered. */
  static final Duration CHALLENGE_LIFETIME = Duration.ofSeconds(60);

  private static final HexFormat HEX = HexFormat.of();

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

  /**
   * Who is to be registered.
   *
   * @param publicKey proven, or made here.
   * @param keyInUse writes down that the key is somebody's, and answers with what to throw.
   */
  @SuppressWarnings("ArrayRecordComponent") // read only, never compared
  record Applicant(
      NewAgent agent, byte[] publicKey, Actor actor, Supplier<RefusedException> keyInUse) {
    AgentId agentId() {
      return KeySuccession.agentOf(publicKey);
    }

    /**
     * Whether an agent is what this very enrolment made of it, with the same key and in the same
     * standing. Then the answer got lost, and the agent may have it again.
     */
    private boolean isAlready(final Agent present) {
      return present.createdBy().equals(actor.subject())
          && present.currentKey().equals(HEX.formatHex(publicKey))
          && present.tenantId() == agent.tenantId()
          && present.name().equals(agent.name())
          && present.trust() == agent.trust()
          && present.tier() == agent.tier();
    }
  }

  /** What the tables say about a key: whose it is or was, and the agent that it began. */
  private record Ground(Optional<AgentId> owner, Optional<Agent> present) {
    private boolean isFreeFor(final Applicant applicant) {
      return owner.map(applicant.agentId()::equals).orElse(true)
          && present.map(applicant::isAlready).orElse(true);
    }
  }

  /** A registration: its record, and the agent where it was there before. */
  private record Registration(long position, Optional<Agent> before) {}

  /**
   * Refuses a key that is known to be in use. Waits for nothing; {@link #register} asks again.
   *
   * @throws RefusedException the applicant's, where it is.
   */
  void requireFree(final Applicant applicant) {
    final Ground ground = parts.readModel().read(0, handle -> ground(handle, applicant)).value();
    if (!ground.isFreeFor(applicant)) {
      throw applicant.keyInUse().get();
    }
  }

  /**
   * Registers an agent. Of one that the same enrolment registered before, nothing is overwritten:
   * what is missing is told, and its quotas are its timer's.
   *
   * @throws RefusedException the applicant's, where the key is or was in use.
   */
  Positioned<Agent> register(final Applicant applicant) {
    final NewAgent agent = applicant.agent();
    final AgentId agentId = applicant.agentId();
    final Actor actor = applicant.actor();
    parts.require("tenant", agent.tenantId(), 0, handle -> tenants.find(handle, agent.tenantId()));
    final Registration registration = parts.numbers().alone(() -> registerUnlessInUse(applicant));
    final Profile before = registration.before().map(Agent::profile).orElse(Profile.NONE);
    final long described =
        agent.profile().equals(Profile.NONE) || !before.equals(Profile.NONE)
            ? registration.position()
            : profiles.write(agentId, agent.profile(), actor);
    final long last =
        registration.before().isPresent()
            ? described
            : Math.max(described, tierDefaults.applyNow(agentId, agent.tier(), actor));
    return parts.written("agent", agentId, last, handle -> agents.find(handle, agentId));
  }

  /** Alone, so that no rotation gives the key to another agent meanwhile. */
  private Registration registerUnlessInUse(final Applicant applicant) {
    final Ground ground = parts.readEverything(handle -> ground(handle, applicant));
    if (!ground.isFreeFor(applicant)) {
      throw applicant.keyInUse().get();
    }
    final NewAgent agent = applicant.agent();
    final AgentId agentId = applicant.agentId();
    if (ground.present().isEmpty()) {
      tierDefaults.expect(agentId);
    }
    try {
      final long position =
          commands.give(
              agentId,
              new GateCommand.RegisterAgent(
                  applicant.publicKey(),
                  agent.tenantId(),
                  agent.trust(),
                  agent.tier(),
                  agent.name()),
              applicant.actor());
      return new Registration(position, ground.present());
    } catch (final ConflictException ex) {
      // Somebody registered it right now, past this service. What it lacks the timer gives it.
      final RefusedException refused = applicant.keyInUse().get();
      refused.initCause(ex);
      throw refused;
    }
  }

  private Ground ground(final Handle handle, final Applicant applicant) {
    return new Ground(
        keys.ownerOf(handle, HEX.formatHex(applicant.publicKey())),
        agents.find(handle, applicant.agentId()));
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
