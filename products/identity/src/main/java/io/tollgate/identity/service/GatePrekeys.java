package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.Prekeys;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.PrekeyBundle;
import io.tollgate.identity.domain.PrekeyStock;
import io.tollgate.identity.domain.PrekeyTaken;
import io.tollgate.identity.domain.PrekeyUpload;
import io.tollgate.identity.domain.PrekeysLeft;
import io.tollgate.identity.domain.PrekeysLow;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.PrekeyTable;
import io.tollgate.identity.store.PrekeyTable.Owner;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prekeys. What is given out is settled in the database; whether the agent may have any is decided
 * when everything in the journal is known, in the same transaction.
 */
final class GatePrekeys implements Prekeys {
  /** How far away a prekey's expiry may be. */
  static final Duration MAX_LIFETIME = Duration.ofDays(90);

  private static final Logger LOGGER = LoggerFactory.getLogger(GatePrekeys.class);
  private static final String UPLOAD = "upload of prekeys";
  private static final String TAKE = "prekey bundle";

  private final IdentityParts parts;
  private final Refusals refusals;
  private final AgentTable agents = new AgentTable();
  private final PrekeyTable table = new PrekeyTable();

  GatePrekeys(final IdentityParts parts, final Refusals refusals) {
    this.parts = parts;
    this.refusals = refusals;
  }

  /** What came of an attempt to take a bundle; the refusal is empty where there is one. */
  private record Taken(
      Optional<Agent> agent, Optional<Refusal> refusal, Optional<PrekeyBundle> bundle, int left) {

    static Taken none(final Optional<Agent> agent, final Refusal refusal) {
      return new Taken(agent, Optional.of(refusal), Optional.empty(), 0);
    }
  }

  @Override
  public PrekeyStock upload(final AgentId agentId, final PrekeyUpload upload, final Actor actor) {
    final Instant now = parts.clock().instant();
    checkExpiries(upload, now);
    final Agent agent =
        parts
            .readEverything(handle -> agents.find(handle, agentId))
            .orElseThrow(() -> refusals.unknownAgent(agentId, UPLOAD, actor));
    final Optional<Refusal> refusal =
        standing(agent).or(() -> upload.refusal(agentId, agent.currentKey()));
    throwIfRefused(refusal, agentId, UPLOAD, actor);
    throwIfRefused(
        parts.database().inTransaction(handle -> add(handle, agent, upload, now)),
        agentId,
        UPLOAD,
        actor);
    append(
        new PrekeysLeft(
            agentId,
            upload.identityKey().number(),
            upload.signed().size(),
            upload.oneTime().size()),
        agentId,
        actor);
    return stock(agentId, 0);
  }

  private static void checkExpiries(final PrekeyUpload upload, final Instant now) {
    final Instant latest = now.plus(MAX_LIFETIME);
    if (!upload
        .prekeys()
        .map(Prekey::expiresAt)
        .allMatch(expiry -> expiry.isAfter(now) && !expiry.isAfter(latest))) {
      throw new InvalidRequestException(
          "expires_at", "is not between now and " + MAX_LIFETIME.toDays() + " days from now");
    }
  }

  /** Adds the keys, or says why not and changes nothing. */
  private Optional<Refusal> add(
      final Handle handle, final Agent agent, final PrekeyUpload upload, final Instant now) {
    final AgentId agentId = agent.agentId();
    final Owner owner = table.lock(handle, agentId);
    if (owner.keySequence() > agent.keySequence()) {
      // The key was rotated, and its successor was here first.
      return Optional.of(Refusal.PREKEY_SIGNATURE_INVALID);
    }
    if (isUsed(owner, upload)) {
      return Optional.of(Refusal.PREKEY_ID_USED);
    }
    final boolean isReplaced =
        owner.keySequence() != agent.keySequence()
            || !owner
                .identityKey()
                .filter(key -> key.number() == upload.identityKey().number())
                .isPresent();
    final int present = isReplaced ? 0 : table.oneTimeLeft(handle, agentId, now);
    if (present + upload.oneTime().size() > PrekeyStock.MAX_ONE_TIME) {
      return Optional.of(Refusal.PREKEYS_FULL);
    }
    final List<String> keys = upload.prekeys().map(Prekey::publicKey).toList();
    if (!isReplaced && table.holdsAny(handle, agentId, keys)) {
      return Optional.of(Refusal.KEY_IN_USE);
    }
    if (isReplaced) {
      table.replace(handle, agentId, upload.identityKey(), agent.keySequence());
    }
    table.add(handle, agentId, upload);
    if (present + upload.oneTime().size() >= PrekeyStock.LOW_WATER_MARK) {
      table.lowTold(handle, agentId, false);
    }
    return Optional.empty();
  }

  /** Whether a number was used: so nothing that was ever signed can be brought a second time. */
  private static boolean isUsed(final Owner owner, final PrekeyUpload upload) {
    final boolean isIdentityUsed =
        owner
            .identityKey()
            .filter(
                key ->
                    key.number() > upload.identityKey().number()
                        || (key.number() == upload.identityKey().number()
                            && !key.publicKey().equals(upload.identityKey().publicKey())))
            .isPresent();
    return isIdentityUsed
        || upload.signed().stream().anyMatch(prekey -> prekey.id() <= owner.lastSignedId())
        || upload.oneTime().stream().anyMatch(prekey -> prekey.id() <= owner.lastOneTimeId());
  }

  @Override
  public PrekeyStock stock(final AgentId agentId, final long atLeastPosition) {
    final Instant now = parts.clock().instant();
    return parts
        .require(
            "agent",
            agentId,
            atLeastPosition,
            handle -> agents.find(handle, agentId).map(agent -> stock(handle, agent, now)))
        .value();
  }

  private PrekeyStock stock(final Handle handle, final Agent agent, final Instant now) {
    return table
        .share(handle, agent.agentId())
        .map(
            owner ->
                new PrekeyStock(
                    owner.identityKey(),
                    owner.keySequence() == agent.keySequence(),
                    table.signed(handle, agent.agentId(), now),
                    table.oneTimeLeft(handle, agent.agentId(), now),
                    owner.lastSignedId(),
                    owner.lastOneTimeId()))
        .orElse(PrekeyStock.NONE);
  }

  @Override
  public PrekeyBundle take(final AgentId agentId, final Actor actor) {
    final Instant now = parts.clock().instant();
    final Taken taken = parts.readEverything(handle -> take(handle, agentId, now));
    if (taken.agent().isEmpty()) {
      throw refusals.unknownAgent(agentId, TAKE, actor);
    }
    throwIfRefused(taken.refusal(), agentId, TAKE, actor);
    final PrekeyBundle bundle = taken.bundle().orElseThrow();
    // What cannot be written down is not given; its one-time prekey is lost then.
    append(
        new PrekeyTaken(
            agentId, bundle.signedPrekey().id(), bundle.oneTimePrekey().map(Prekey::id).orElse(0)),
        agentId,
        actor);
    if (taken.left() < PrekeyStock.LOW_WATER_MARK) {
      tellOwner(agentId, taken.left(), actor);
    }
    return bundle;
  }

  private Taken take(final Handle handle, final AgentId agentId, final Instant now) {
    final Optional<Agent> agent = agents.find(handle, agentId);
    final Optional<Refusal> standing = agent.flatMap(GatePrekeys::standing);
    if (agent.isEmpty() || standing.isPresent()) {
      return Taken.none(agent, standing.orElse(Refusal.AGENT_UNKNOWN));
    }
    final Optional<Owner> owner =
        table
            .share(handle, agentId)
            .filter(kept -> kept.keySequence() == agent.get().keySequence())
            .filter(kept -> kept.identityKey().isPresent());
    final List<Prekey> signed = table.signed(handle, agentId, now);
    if (owner.isEmpty() || signed.isEmpty()) {
      return Taken.none(agent, Refusal.PREKEYS_MISSING);
    }
    final PrekeyBundle bundle =
        new PrekeyBundle(
            agentId,
            agent.get().currentKey(),
            agent.get().keySequence(),
            owner.get().identityKey().orElseThrow(),
            signed.get(0),
            table.takeOneTime(handle, agentId, now));
    return new Taken(
        agent, Optional.empty(), Optional.of(bundle), table.oneTimeLeft(handle, agentId, now));
  }

  /**
   * Tells once that prekeys run out. What was taken stays taken where that fails, so the taker gets
   * it all the same, and the next one tries again.
   */
  private void tellOwner(final AgentId agentId, final int left, final Actor actor) {
    try {
      if (told(agentId, true)) {
        appendLow(new PrekeysLow(agentId, left), actor);
      }
    } catch (final ServiceException ex) {
      LOGGER.warn("could not tell that the prekeys of agent {} run out", agentId, ex);
    }
  }

  private void appendLow(final PrekeysLow event, final Actor actor) {
    try {
      append(event, event.agentId(), actor);
    } catch (final ServiceException ex) {
      told(event.agentId(), false);
      throw ex;
    }
  }

  private void append(final IdentityEvent event, final AgentId agentId, final Actor actor) {
    parts
        .gate()
        .append(
            EventId.random(),
            agentId.toBytes(),
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            actor);
  }

  private boolean told(final AgentId agentId, final boolean isTold) {
    return parts.database().inTransaction(handle -> table.lowTold(handle, agentId, isTold));
  }

  private static Optional<Refusal> standing(final Agent agent) {
    if (agent.trust() == Trust.REVOKED) {
      return Optional.of(Refusal.AGENT_REVOKED);
    }
    return agent.trust() == Trust.SUSPENDED
        ? Optional.of(Refusal.AGENT_SUSPENDED)
        : Optional.empty();
  }

  private void throwIfRefused(
      final Optional<Refusal> refusal,
      final AgentId agentId,
      final String subject,
      final Actor actor) {
    if (refusal.isPresent()) {
      throw refusals.of(refusal.get(), agentId, subject, actor, words(refusal.get()));
    }
  }

  private static String words(final Refusal refusal) {
    return switch (refusal) {
      case AGENT_REVOKED -> "the agent is revoked for good";
      case AGENT_SUSPENDED -> "the agent is suspended";
      case KEY_INVALID -> "a key is not a valid X25519 public key";
      case KEY_IN_USE -> "a prekey of the same key is there";
      case PREKEY_SIGNATURE_INVALID -> "the agent's current key did not sign exactly these keys";
      case PREKEY_ID_USED ->
          "ids and the identity key's number only grow; ask what the last ones are";
      case PREKEYS_FULL -> "at most " + PrekeyStock.MAX_ONE_TIME + " one-time prekeys are kept";
      default -> "the agent has no prekey that is signed by its current key and not out of date";
    };
  }
}
