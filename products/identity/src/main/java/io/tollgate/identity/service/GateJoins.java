package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.crypto.Ed25519;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.Joins;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.JoinRequest;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.identity.domain.JoinToken;
import io.tollgate.identity.domain.JoinTokenMade;
import io.tollgate.identity.domain.JoinTokenUsed;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.MadeJoinToken;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewJoinToken;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.store.JoinTokenTable;
import io.tollgate.identity.store.JoinTokenTable.Kept;
import io.tollgate.identity.store.TenantTable;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.RefusedException;
import io.tollgate.support.error.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Join tokens. Who was first to use one, by which key and name, is settled in the database before
 * anyone is registered, never undone, and told to everyone by the journal after.
 */
final class GateJoins implements Joins {
  /** How far away a token's expiry may be. */
  static final Duration MAX_LIFETIME = Duration.ofDays(30);

  /** The most tokens that are open at once. */
  static final int MAX_OPEN = 10_000;

  /** The most refusals of one token that are written down, because anyone may send them. */
  static final int MAX_WRITTEN_REFUSALS = 8;

  private static final HexFormat HEX = HexFormat.of();
  private static final String SUBJECT = "enrolment by join token ";

  private final IdentityParts parts;
  private final Enrolment enrolment;
  private final Refusals refusals;
  private final TenantTable tenants = new TenantTable();
  private final JoinTokenTable table = new JoinTokenTable();

  GateJoins(final IdentityParts parts, final Enrolment enrolment, final Refusals refusals) {
    this.parts = parts;
    this.enrolment = enrolment;
    this.refusals = refusals;
  }

  @Override
  public Positioned<MadeJoinToken> make(final NewJoinToken wanted, final Actor actor) {
    final Instant now = parts.clock().instant();
    if (!wanted.expiresAt().isAfter(now) || wanted.expiresAt().isAfter(now.plus(MAX_LIFETIME))) {
      throw new InvalidRequestException(
          "expires_at", "is not between now and " + MAX_LIFETIME.toDays() + " days from now");
    }
    parts.require(
        "tenant", wanted.tenantId(), 0, handle -> tenants.find(handle, wanted.tenantId()));
    if (parts.readModel().read(0, handle -> table.open(handle, now)).value() >= MAX_OPEN) {
      throw new UnavailableException(Reason.OVERLOADED, "too many join tokens are open");
    }
    final JoinSecret secret = JoinSecret.random(parts.random());
    final long position =
        append(
            new JoinTokenMade(secret.tokenId(), HEX.formatHex(secret.hash()), wanted),
            new byte[AgentId.LENGTH],
            actor);
    final Positioned<Kept> kept =
        parts.written(
            "join token",
            secret.tokenId(),
            position,
            handle -> table.find(handle, secret.tokenId()));
    return new Positioned<>(new MadeJoinToken(kept.value().token(), secret.text()), position);
  }

  @Override
  public Positioned<Page<JoinToken>> list(final PageRequest page, final long atLeastPosition) {
    return parts.readModel().read(atLeastPosition, handle -> table.page(handle, page));
  }

  @Override
  public Positioned<Agent> join(final JoinRequest request) {
    final byte[] publicKey = Enrolment.validKey(request.publicKey());
    final AgentId agentId = KeySuccession.agentOf(publicKey);
    final JoinSecret secret = JoinSecret.ofText(request.secret()).orElseThrow(GateJoins::unknown);
    final JoinToken token = usable(secret, agentId);
    if (!Ed25519.verify(
        publicKey, secret.message(publicKey, request.name()), HEX.parseHex(request.signature()))) {
      throw refused(Refusal.PROOF_INVALID, token, agentId, "the key did not sign this join");
    }
    final NewAgent agent =
        new NewAgent(
            token.tenantId(),
            request.name(),
            Trust.UNTRUSTED,
            token.tier(),
            new Profile(Optional.of(token.owner()), Map.of()));
    final Enrolment.Applicant applicant =
        new Enrolment.Applicant(
            agent,
            publicKey,
            actor(token),
            () ->
                refused(
                    Refusal.KEY_IN_USE,
                    token,
                    agentId,
                    "the key is or was in use; make a new key"));
    // Asked before the token is taken, so that it stays good, and before anything is waited for.
    enrolment.requireFree(applicant);
    if (!isTaken(token, agentId, request.name())) {
      throw refused(
          Refusal.JOIN_TOKEN_USED, token, agentId, "the token was used; ask for another one");
    }
    return registered(applicant, token, agentId);
  }

  private boolean isTaken(final JoinToken token, final AgentId agentId, final String name) {
    return parts
        .database()
        .inTransaction(handle -> table.take(handle, token.tokenId(), agentId, name));
  }

  private JoinToken usable(final JoinSecret secret, final AgentId agentId) {
    final Kept kept =
        parts
            .readModel()
            .read(0, handle -> table.find(handle, secret.tokenId()))
            .value()
            .orElseThrow(GateJoins::unknown);
    final JoinToken token = kept.token();
    if (!secret.matches(kept.hash())) {
      throw refused(Refusal.JOIN_TOKEN_INVALID, token, agentId, "there is no such join token");
    }
    if (token.agentId().isPresent()) {
      throw refused(
          Refusal.JOIN_TOKEN_USED, token, agentId, "the token was used; ask for another one");
    }
    if (!parts.clock().instant().isBefore(token.expiresAt())) {
      throw refused(
          Refusal.JOIN_TOKEN_EXPIRED,
          token,
          agentId,
          "the token is out of date; ask for another one");
    }
    return token;
  }

  private Positioned<Agent> registered(
      final Enrolment.Applicant applicant, final JoinToken token, final AgentId agentId) {
    final Positioned<Agent> registered = enrolment.register(applicant);
    final long position =
        append(new JoinTokenUsed(token.tokenId(), agentId), agentId.toBytes(), applicant.actor());
    // So that whoever uses the token after this answer is told that it was used.
    parts.readModel().read(position, handle -> table.find(handle, token.tokenId()));
    return new Positioned<>(registered.value(), position);
  }

  private long append(final IdentityEvent event, final byte[] about, final Actor actor) {
    return parts
        .gate()
        .append(
            EventId.random(), about, IdentityEvent.PRODUCT, event.type(), event.payload(), actor);
  }

  /**
   * A refusal of a token that exists. Anyone can ask for any number of these, so that only the
   * first few of each token are written down.
   */
  private RefusedException refused(
      final Refusal refusal, final JoinToken token, final AgentId agentId, final String message) {
    final int count =
        parts.database().inTransaction(handle -> table.refused(handle, token.tokenId()));
    return count <= MAX_WRITTEN_REFUSALS
        ? refusals.of(refusal, agentId, SUBJECT + token.tokenId(), actor(token), message)
        : new RefusedException(refusal.name(), refusal.isConflict(), 0, message);
  }

  /** Of a token that nobody made: there is nobody to write it down about. */
  private static RefusedException unknown() {
    return new RefusedException(
        Refusal.JOIN_TOKEN_INVALID.name(),
        Refusal.JOIN_TOKEN_INVALID.isConflict(),
        0,
        "there is no such join token");
  }

  private static Actor actor(final JoinToken token) {
    return new Actor("join-token:" + token.tokenId());
  }
}
