package io.tollgate.identity.message;

import io.tollgate.crypto.Ed25519;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.v1.IdentityV1;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.Positioned;
import java.util.Optional;

/** Agents as messages. */
public final class AgentMessages {
  private AgentMessages() {}

  /** The message of an agent. */
  public static IdentityV1.Agent of(final Agent agent) {
    final IdentityV1.Agent.Builder message =
        IdentityV1.Agent.newBuilder()
            .setAgentId(Fields.bytes(agent.agentId()))
            .setAgentIndex(agent.agentIndex())
            .setTenantId(agent.tenantId())
            .setName(agent.name())
            .setTrust(trust(agent.trust()))
            .setTier(tier(agent.tier()))
            .setInceptionKey(Fields.bytes(agent.publicKey()))
            .setCurrentKey(Fields.bytes(agent.currentKey()))
            .setKeySequence(agent.keySequence())
            .putAllMetadata(agent.profile().metadata())
            .setCreatedAt(Fields.timestamp(agent.createdAt()))
            .setCreatedBy(agent.createdBy())
            .setVersion(agent.version());
    agent.profile().owner().ifPresent(owner -> message.setOwner(owner(owner)));
    agent.lastActive().ifPresent(time -> message.setLastActiveAt(Fields.timestamp(time)));
    return message.build();
  }

  /** The message of a page of agents. */
  public static IdentityV1.AgentPage of(final Positioned<Page<Agent>> page) {
    final IdentityV1.AgentPage.Builder message =
        IdentityV1.AgentPage.newBuilder().setPosition(page.position());
    page.value().items().forEach(agent -> message.addItems(of(agent)));
    page.value().nextCursor().ifPresent(message::setNextCursor);
    return message.build();
  }

  /**
   * The agent of a message. What a newer version says of trust and tier and this one does not know
   * is taken for the strictest.
   *
   * @throws io.tollgate.support.error.InvalidRequestException where it is no agent.
   */
  static Agent read(final IdentityV1.Agent message) {
    return new Agent(
        Fields.agentId("agent.agent_id", message.getAgentId()),
        Fields.hex("agent.inception_key", message.getInceptionKey(), Ed25519.PUBLIC_KEY_LENGTH),
        Fields.hex("agent.current_key", message.getCurrentKey(), Ed25519.PUBLIC_KEY_LENGTH),
        Fields.number("agent.key_sequence", message.getKeySequence()),
        Fields.number("agent.agent_index", message.getAgentIndex()),
        Fields.number("agent.tenant_id", message.getTenantId()),
        Fields.text("agent.name", message.getName(), NewAgent.MAX_NAME_BYTES),
        trust(message.getTrust()),
        tier(message.getTier()),
        Fields.time("agent.created_at", message.hasCreatedAt(), message.getCreatedAt()),
        Fields.text("agent.created_by", message.getCreatedBy(), Actor.MAX_SUBJECT_BYTES),
        Fields.number("agent.version", message.getVersion()),
        new Profile(owner(message), message.getMetadataMap()),
        Fields.optionalTime(
            "agent.last_active_at", message.hasLastActiveAt(), message.getLastActiveAt()));
  }

  private static IdentityV1.Owner owner(final Owner owner) {
    final IdentityV1.Owner.Builder message = IdentityV1.Owner.newBuilder();
    switch (owner.kind()) {
      case HUMAN -> message.setHuman(owner.name());
      case TEAM -> message.setTeam(owner.name());
    }
    return message.build();
  }

  private static Optional<Owner> owner(final IdentityV1.Agent message) {
    return switch (message.getOwner().getKindCase()) {
      case HUMAN -> Optional.of(new Owner(Owner.Kind.HUMAN, message.getOwner().getHuman()));
      case TEAM -> Optional.of(new Owner(Owner.Kind.TEAM, message.getOwner().getTeam()));
      case KIND_NOT_SET -> Optional.empty();
    };
  }

  private static IdentityV1.Trust trust(final Trust trust) {
    return switch (trust) {
      case UNTRUSTED -> IdentityV1.Trust.TRUST_UNTRUSTED;
      case TRUSTED -> IdentityV1.Trust.TRUST_TRUSTED;
      case SUSPENDED -> IdentityV1.Trust.TRUST_SUSPENDED;
      case REVOKED -> IdentityV1.Trust.TRUST_REVOKED;
    };
  }

  private static Trust trust(final IdentityV1.Trust trust) {
    return switch (trust) {
      case TRUST_UNTRUSTED -> Trust.UNTRUSTED;
      case TRUST_TRUSTED -> Trust.TRUSTED;
      case TRUST_SUSPENDED, UNRECOGNIZED -> Trust.SUSPENDED;
      case TRUST_REVOKED -> Trust.REVOKED;
      case TRUST_UNSPECIFIED -> throw Fields.missing("agent.trust");
    };
  }

  private static IdentityV1.Tier tier(final Tier tier) {
    return switch (tier) {
      case BASIC -> IdentityV1.Tier.TIER_BASIC;
      case STANDARD -> IdentityV1.Tier.TIER_STANDARD;
      case PREMIUM -> IdentityV1.Tier.TIER_PREMIUM;
    };
  }

  private static Tier tier(final IdentityV1.Tier tier) {
    return switch (tier) {
      case TIER_BASIC, UNRECOGNIZED -> Tier.BASIC;
      case TIER_STANDARD -> Tier.STANDARD;
      case TIER_PREMIUM -> Tier.PREMIUM;
      case TIER_UNSPECIFIED -> throw Fields.missing("agent.tier");
    };
  }
}
