package io.tollgate.identity.service;

import io.tollgate.client.EventId;
import io.tollgate.client.GateCommand;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.Delegations;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.Delegation;
import io.tollgate.identity.domain.DelegationEvidence;
import io.tollgate.identity.domain.DelegationEvidence.Signed;
import io.tollgate.identity.domain.DelegationFilter;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.domain.DelegationSigned;
import io.tollgate.identity.domain.DelegatorSignature;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.IdentityEvent.DelegationMinted;
import io.tollgate.identity.domain.MintedChain;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.PermissionNames;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.CatalogueTable;
import io.tollgate.identity.store.DelegationTable;
import io.tollgate.identity.store.KeyTable;
import io.tollgate.identity.store.KeyTable.SaltedKey;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Links: what is asked for is checked against the tables, sealed here, and told to everyone through
 * the journal.
 */
final class GateDelegations implements Delegations {
  private static final long NO_VERSION = -1;
  private static final String SUBJECT = "delegation";

  private final IdentityParts parts;
  private final AgentCommands commands;
  private final Refusals refusals;
  private final LinkMint mint;
  private final Duration maxLifetime;
  private final StandingRules standing = new StandingRules();
  private final AgentTable agents = new AgentTable();
  private final KeyTable keys = new KeyTable();
  private final CatalogueTable catalogue = new CatalogueTable();
  private final DelegationTable table = new DelegationTable();

  GateDelegations(
      final IdentityParts parts,
      final AgentCommands commands,
      final Refusals refusals,
      final LinkMint mint,
      final Duration maxLifetime) {
    this.parts = parts;
    this.commands = commands;
    this.refusals = refusals;
    this.mint = mint;
    this.maxLifetime = maxLifetime;
  }

  /** What the tables say about a delegation that is asked for. */
  private record Ground(PermissionSet permissions, SaltedKey key, Optional<Agent> delegator) {}

  @Override
  public Positioned<MintedChain> mint(final NewDelegation wanted, final Actor actor) {
    try {
      return sealed(wanted, actor);
    } catch (final GateRefusedException ex) {
      final GateRefusedException written =
          refusals.ofGate(ex.reason(), wanted.agentId(), SUBJECT, actor);
      written.initCause(ex);
      throw written;
    }
  }

  private Positioned<MintedChain> sealed(final NewDelegation wanted, final Actor actor) {
    final Optional<Chain> parent = wanted.parentChain().map(GateDelegations::parse);
    final Ground ground;
    try {
      ground = parts.readModel().read(0, handle -> ground(handle, wanted, parent)).value();
    } catch (final NotFoundException ex) {
      final NotFoundException written = refusals.unknownAgent(wanted.agentId(), SUBJECT, actor);
      written.initCause(ex);
      throw written;
    }
    final LinkTerms terms = terms(wanted, parent, ground);
    requireSignature(wanted, parent, ground, terms, actor);
    final Chain chain = mint.seal(parent, terms, ground.key());
    final long position =
        wanted.signature().isEmpty()
            ? append(chain, parent, wanted, ground, actor)
            : parts.numbers().alone(() -> appendOnce(chain, parent, wanted, ground, actor));
    final Positioned<Delegation> delegation =
        parts.written(
            "delegation",
            linkText(terms.linkId()),
            position,
            handle -> find(handle, terms.linkId()));
    return new Positioned<>(new MintedChain(delegation.value(), chain.toText()), position);
  }

  /** A link below another one is asked for by the agent at the parent's end, and by nobody else. */
  private void requireSignature(
      final NewDelegation wanted,
      final Optional<Chain> parent,
      final Ground ground,
      final LinkTerms terms,
      final Actor actor) {
    if (ground.delegator().isEmpty()) {
      return;
    }
    final Agent delegator = ground.delegator().get();
    if (wanted.signature().isEmpty()) {
      throw refusals.of(
          Refusal.DELEGATION_UNSIGNED,
          delegator.agentId(),
          SUBJECT,
          actor,
          "a link below another one wants the signature of its delegator");
    }
    final DelegationRequest request =
        new DelegationRequest(
            terms.linkId(),
            parent.map(GateDelegations::lastLinkId).orElseThrow(),
            delegator.agentId(),
            wanted.agentId(),
            ground.permissions(),
            wanted.scope(),
            terms.delegationsLeft(),
            terms.notBeforeSeconds(),
            terms.expiresAtSeconds());
    final Signed signed =
        new Signed(
            request,
            delegator.currentKey(),
            delegator.keySequence(),
            wanted.signature().get().signature());
    if (!signed.isValid()) {
      throw refusals.of(
          Refusal.DELEGATION_SIGNATURE_INVALID,
          delegator.agentId(),
          SUBJECT,
          actor,
          "the delegator's current key did not sign exactly this link");
    }
  }

  private static Chain parse(final String text) {
    try {
      return Chain.ofText(text);
    } catch (final IllegalArgumentException ex) {
      final GateRefusedException refused = new GateRefusedException(Reason.CHAIN_MALFORMED, 0);
      refused.initCause(ex);
      throw refused;
    }
  }

  private Ground ground(
      final Handle handle, final NewDelegation wanted, final Optional<Chain> parent) {
    final PermissionSet permissions = names(handle).setOf(wanted.permissions());
    final Agent agent =
        agents
            .find(handle, wanted.agentId())
            .orElseThrow(() -> new NotFoundException("agent", wanted.agentId()));
    refuseUnless(StandingRules.check(agent.trust()));
    if (parent.isPresent()) {
      final Chain chain = parent.get();
      mint.verify(chain, keys.all(handle, keyIds(chain)));
      refuseUnless(standing.check(handle, chain, parts.clock().instant().getEpochSecond()));
      refuseUnless(
          tenantOf(handle, chain) == agent.tenantId() ? Reason.OK : Reason.TENANT_MISMATCH);
    }
    final SaltedKey key =
        keys.sealing(handle, agent.tenantId())
            .orElseThrow(
                () ->
                    new ConflictException(
                        Reason.KEY_RETIRED,
                        NO_VERSION,
                        "the tenant has no key that is not retired"));
    final Optional<Agent> delegator =
        parent.flatMap(chain -> agents.find(handle, AgentId.of(chain.leafAgentId())));
    return new Ground(permissions, key, delegator);
  }

  private static List<Long> keyIds(final Chain chain) {
    return IntStream.range(0, chain.links())
        .mapToObj(
            hop -> Integer.toUnsignedLong(LinkLayout.keyId(chain.buffer(), chain.linkOffset(hop))))
        .distinct()
        .toList();
  }

  private int tenantOf(final Handle handle, final Chain chain) {
    return keys.find(handle, LinkLayout.keyId(chain.buffer(), 0)).orElseThrow().tenantId();
  }

  private static void refuseUnless(final Reason reason) {
    if (reason != Reason.OK) {
      throw new GateRefusedException(reason, 0);
    }
  }

  private LinkTerms terms(
      final NewDelegation wanted, final Optional<Chain> parent, final Ground ground) {
    final long now = parts.clock().instant().getEpochSecond();
    final long earliest = Math.max(now, parent.map(GateDelegations::notBefore).orElse(now));
    final long notBefore = wanted.notBefore().map(Instant::getEpochSecond).orElse(earliest);
    final long expiresAt = wanted.expiresAt().getEpochSecond();
    if (expiresAt <= now || expiresAt <= notBefore) {
      throw new InvalidRequestException("expires_at", "is not after now and not_before");
    }
    if (notBefore < 0 || expiresAt - now > maxLifetime.toSeconds()) {
      throw new InvalidRequestException(
          "expires_at", "is more than " + maxLifetime.toDays() + " days away");
    }
    return new LinkTerms(
        ground.key().key().keyId(),
        wanted.signature().map(DelegatorSignature::linkId).orElseGet(this::newLinkId),
        wanted.agentId().toBytes(),
        ground.permissions().low(),
        ground.permissions().high(),
        Scope.hash(wanted.scope()),
        notBefore,
        expiresAt,
        wanted.delegationsLeft());
  }

  private static long notBefore(final Chain chain) {
    return LinkLayout.notBeforeSeconds(chain.buffer(), chain.linkOffset(chain.links() - 1));
  }

  private long newLinkId() {
    final long linkId = parts.random().nextLong();
    return linkId == 0 ? newLinkId() : linkId;
  }

  /**
   * Alone and knowing the whole journal, so that of two requests by one link id at once one is
   * refused: a second link of an id would be in no table, and nobody could revoke it.
   */
  private long appendOnce(
      final Chain chain,
      final Optional<Chain> parent,
      final NewDelegation wanted,
      final Ground ground,
      final Actor actor) {
    if (parts.readEverything(handle -> find(handle, lastLinkId(chain))).isPresent()) {
      throw refusals.of(
          Refusal.LINK_ID_IN_USE,
          ground.delegator().orElseThrow().agentId(),
          SUBJECT,
          actor,
          "there is a link of this id; sign a request with a new one");
    }
    return append(chain, parent, wanted, ground, actor);
  }

  private long append(
      final Chain chain,
      final Optional<Chain> parent,
      final NewDelegation wanted,
      final Ground ground,
      final Actor actor) {
    final DelegationMinted minted =
        new DelegationMinted(
            chain.sealedBytes(chain.links() - 1),
            parent.map(GateDelegations::lastLinkId).orElse(0L),
            wanted.scope());
    final IdentityEvent event =
        wanted.signature().isEmpty()
            ? minted
            : new DelegationSigned(
                minted,
                ground.delegator().orElseThrow().keySequence(),
                wanted.signature().get().signature());
    return parts
        .gate()
        .append(
            EventId.random(),
            wanted.agentId().toBytes(),
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            actor);
  }

  private static long lastLinkId(final Chain chain) {
    return LinkLayout.linkId(chain.buffer(), chain.linkOffset(chain.links() - 1));
  }

  @Override
  public Positioned<Page<Delegation>> list(
      final DelegationFilter filter, final PageRequest page, final long atLeastPosition) {
    return parts
        .readModel()
        .read(atLeastPosition, handle -> table.page(handle, filter, page, names(handle)));
  }

  @Override
  public Positioned<Delegation> get(final long linkId, final long atLeastPosition) {
    return parts.require(
        "delegation", linkText(linkId), atLeastPosition, handle -> find(handle, linkId));
  }

  @Override
  public Positioned<DelegationEvidence> evidence(final long linkId, final long atLeastPosition) {
    return parts.require(
        "delegation", linkText(linkId), atLeastPosition, handle -> table.evidence(handle, linkId));
  }

  @Override
  public Positioned<Delegation> revoke(final long linkId, final Actor actor) {
    final Delegation delegation = get(linkId, 0).value();
    final GateCommand command = new GateCommand.RevokeLink(linkId, delegation.agentId().toBytes());
    final long position = commands.give(delegation.agentId(), command, actor);
    return parts.written("delegation", linkText(linkId), position, handle -> find(handle, linkId));
  }

  private Optional<Delegation> find(final Handle handle, final long linkId) {
    return table.find(handle, linkId, names(handle));
  }

  private PermissionNames names(final Handle handle) {
    return new PermissionNames(catalogue.permissions(handle));
  }

  private static String linkText(final long linkId) {
    return String.format("%016x", linkId);
  }
}
