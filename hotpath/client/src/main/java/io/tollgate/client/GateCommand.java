package io.tollgate.client;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import java.util.Objects;

/**
 * A change to the gate. Needs an {@link Authority}; answered with a {@link GateAnswer} whose
 * position is that of the change's record. A command that is already in effect is answered with
 * ALLOW, so it may be repeated. Immutable; arrays are copied.
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public sealed interface GateCommand {
  /** As an expected version: any. */
  long ANY_VERSION = -1;

  /** As a limit: none. */
  long NO_LIMIT = -1;

  /** As a budget's limit: takes the budget away. */
  long NO_BUDGET = -1;

  /** Bytes of an event's payload at the most. */
  int MAX_PAYLOAD_LENGTH = 4096;

  /** Offers it, in the session's thread. */
  OfferResult offerTo(CommandSession session, long correlationId, Authority authority);

  /** Whether giving it twice has the effect of giving it once. */
  default boolean isRepeatable() {
    return true;
  }

  /** The request that gives this command in somebody's name. */
  default AuthorizedCommand by(final Authority authority) {
    return new AuthorizedCommand(this, authority);
  }

  /**
   * Needs gate:agents. The agent id is the SHA-256 of the public key.
   *
   * @param publicKey Ed25519, 32 bytes.
   * @param tenantId unsigned.
   * @param trust UNTRUSTED or TRUSTED.
   * @param tier what it is signed up for.
   * @param name 1 to 64 bytes.
   */
  record RegisterAgent(byte[] publicKey, int tenantId, Trust trust, Tier tier, String name)
      implements GateCommand {
    /** Refuses what no message can carry. */
    public RegisterAgent {
      publicKey = WireBytes.copyOf("a public key", publicKey, LinkLayout.ID_LENGTH);
      Objects.requireNonNull(trust, "trust");
      Objects.requireNonNull(tier, "tier");
      WireBytes.ofText("a name", name, 1, WireBytes.MAX_NAME_LENGTH);
    }

    @Override
    public byte[] publicKey() {
      return publicKey.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:agents. Suspending cuts off everything below at once.
   *
   * @param agentId 32 bytes.
   * @param trust not REVOKED.
   * @param expectedVersion of the agent, or {@link #ANY_VERSION}.
   */
  record SetTrust(byte[] agentId, Trust trust, long expectedVersion) implements GateCommand {
    /** Refuses what no message can carry. */
    public SetTrust {
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
      Objects.requireNonNull(trust, "trust");
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:agents.
   *
   * @param agentId 32 bytes.
   * @param tier what it is signed up for.
   * @param expectedVersion of the agent, or {@link #ANY_VERSION}.
   */
  record SetTier(byte[] agentId, Tier tier, long expectedVersion) implements GateCommand {
    /** Refuses what no message can carry. */
    public SetTier {
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
      Objects.requireNonNull(tier, "tier");
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:permissions. A bit's name never changes; its minimum trust may.
   *
   * @param permission bit, 0 to 127.
   * @param minimumTrust UNTRUSTED or TRUSTED.
   * @param name product:verb, 3 to 64 bytes of a-z 0-9 . _ -
   */
  record DefinePermission(int permission, Trust minimumTrust, String name) implements GateCommand {
    /** Refuses what no message can carry. */
    public DefinePermission {
      GateSession.requirePermission(permission);
      Objects.requireNonNull(minimumTrust, "minimumTrust");
      WireBytes.ofText("a permission's name", name, 1, WireBytes.MAX_NAME_LENGTH);
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:keys. The key itself is derived from the gate's root key; only the salt travels.
   *
   * @param keyId unsigned, not 0.
   * @param tenantId unsigned.
   * @param salt 16 public random bytes.
   */
  record AddKey(int keyId, int tenantId, byte[] salt) implements GateCommand {
    /** Refuses what no message can carry. */
    public AddKey {
      salt = WireBytes.copyOf("a salt", salt, KeyDerivation.SALT_LENGTH);
    }

    @Override
    public byte[] salt() {
      return salt.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:keys. Kills every link sealed with the key.
   *
   * @param keyId unsigned.
   */
  record RetireKey(int keyId) implements GateCommand {
    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:quotas. Limits are units, or {@link #NO_LIMIT}.
   *
   * @param agentId 32 bytes.
   * @param resource that is limited.
   * @param hourLimit in an hour.
   * @param dayLimit in a day, UTC.
   * @param monthLimit in a month, UTC.
   * @param concurrentLimit held by open reservations at once.
   * @param expectedVersion of the agent, or {@link #ANY_VERSION}.
   */
  record SetQuota(
      byte[] agentId,
      ResourceType resource,
      long hourLimit,
      long dayLimit,
      long monthLimit,
      long concurrentLimit,
      long expectedVersion)
      implements GateCommand {
    /** Refuses what no message can carry. */
    public SetQuota {
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
      Objects.requireNonNull(resource, "resource");
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:budgets. The currency cannot change once money was spent or reserved.
   *
   * @param agentId 32 bytes.
   * @param limitNano nano-units of the currency, or {@link #NO_BUDGET}.
   * @param currency ISO 4217 numeric code.
   * @param period when it starts anew.
   * @param expectedVersion of the agent, or {@link #ANY_VERSION}.
   */
  record SetBudget(
      byte[] agentId, long limitNano, int currency, BudgetPeriod period, long expectedVersion)
      implements GateCommand {
    /** Refuses what no message can carry. */
    public SetBudget {
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
      WireBytes.requireUint16("currency", currency);
      Objects.requireNonNull(period, "period");
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:prices. A cost is rounded up to the next nano-unit.
   *
   * @param priceId unsigned, not 0.
   * @param resource that is priced.
   * @param nanoPerMillion nano-units for a million units at the first rate.
   * @param outputNanoPerMillion nano-units for a million units at the second rate.
   * @param currency ISO 4217 numeric code.
   * @param name 1 to 64 bytes.
   */
  record SetPrice(
      int priceId,
      ResourceType resource,
      long nanoPerMillion,
      long outputNanoPerMillion,
      int currency,
      String name)
      implements GateCommand {
    /** Refuses what no message can carry. */
    public SetPrice {
      Objects.requireNonNull(resource, "resource");
      WireBytes.requireUint16("currency", currency);
      WireBytes.ofText("a name", name, 1, WireBytes.MAX_NAME_LENGTH);
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:revoke.
   *
   * @param linkId of the link.
   * @param agentId that the link delegates to; 32 bytes.
   */
  record RevokeLink(long linkId, byte[] agentId) implements GateCommand {
    /** Refuses what no message can carry. */
    public RevokeLink {
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:revoke. Final.
   *
   * @param agentId 32 bytes.
   * @param expectedVersion of the agent, or {@link #ANY_VERSION}.
   */
  record RevokeAgent(byte[] agentId, long expectedVersion) implements GateCommand {
    /** Refuses what no message can carry. */
    public RevokeAgent {
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }

  /**
   * Needs gate:events. A product's own event, into the one journal.
   *
   * @param eventId which makes it happen once; without it the command is not repeatable.
   * @param agentId whom it is about; 32 bytes, all zero for nobody.
   * @param product code in the schema's Product, 0 to 255.
   * @param eventType in the product's own registry, 0 to 65,535.
   * @param payload at most {@link #MAX_PAYLOAD_LENGTH} bytes.
   */
  record AppendEvent(EventId eventId, byte[] agentId, int product, int eventType, byte[] payload)
      implements GateCommand {
    /** Refuses what no message can carry. */
    public AppendEvent {
      Objects.requireNonNull(eventId, "eventId");
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
      WireBytes.requireUint8("product", product);
      WireBytes.requireUint16("eventType", eventType);
      if (payload.length > MAX_PAYLOAD_LENGTH) {
        throw new IllegalArgumentException("a payload of " + payload.length + " bytes");
      }
      payload = payload.clone();
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public byte[] payload() {
      return payload.clone();
    }

    @Override
    public boolean isRepeatable() {
      return eventId.isPresent();
    }

    @Override
    public OfferResult offerTo(
        final CommandSession session, final long correlationId, final Authority authority) {
      return session.offer(correlationId, authority, this);
    }
  }
}
