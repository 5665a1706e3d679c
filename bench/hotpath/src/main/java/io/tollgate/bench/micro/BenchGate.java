package io.tollgate.bench.micro;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.command.CommandEnvelope;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.DirectStateMemory;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.infra.record.FactEncoder;
import io.tollgate.journal.JournalBatch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A gate with many agents and nothing around it: no Aeron, no disk. Facts are encoded as records
 * into a batch, as the engine does, and the batch is then thrown away.
 *
 * <p>One authority, a lead for every hundred agents, and the agents: each has a chain of three
 * links, limits on tokens, and a budget at all three levels. One thread.
 */
final class BenchGate {
  /** When it all happens. */
  static final long NOW_SECONDS = Instant.parse("2027-01-31T22:15:30Z").getEpochSecond();

  /** The same in nanoseconds. */
  static final long NOW_NS = TimeUnit.SECONDS.toNanos(NOW_SECONDS);

  /** The permission that every agent has. */
  static final int PERMISSION = 16;

  /** Price of what they use. */
  static final int PRICE_ID = 7;

  /** Bytes of an agent's chain. */
  static final int CHAIN_LENGTH = 3 * LinkLayout.LINK_LENGTH;

  private static final int PREFIX_LENGTH = 2 * LinkLayout.LINK_LENGTH;
  private static final int AGENTS_A_LEAD = 100;
  private static final int KEY_ID = 2;
  private static final int TENANT_ID = 1;
  private static final int USD = 840;
  private static final int BATCH_BYTES = 1 << 20;
  private static final long PLENTY = 1L << 60;
  private static final byte[] ROOT_KEY = new byte[32];

  private final Sha256 sha256 = Sha256.create();
  private final LinkSealer sealer = new LinkSealer(HmacSha256.create());
  private final JournalBatch batch = new JournalBatch(BATCH_BYTES);
  private final GateState state;
  private final Gate gate;
  private final MutableDirectBuffer leaves;
  private final MutableDirectBuffer prefixes;
  private final int agents;
  private final HmacSha256Key systemKey = key(1, 0);
  private final HmacSha256Key tenantKey = key(KEY_ID, TENANT_ID);
  private final CommandEnvelope envelope = new CommandEnvelope();
  private final Verdict verdict = new Verdict();
  private Chain operatorChain;
  private long nextLinkId = 1;

  /**
   * Fills a gate; a million agents take some seconds.
   *
   * @param agents 1 to 2^20.
   * @param chainCacheEntries what the cache holds.
   */
  BenchGate(final int agents, final int chainCacheEntries) {
    this.agents = agents;
    final int all = agents + agents / AGENTS_A_LEAD + 3;
    final Capacities standard = Capacities.standard();
    final Capacities capacities =
        new Capacities(
            all,
            standard.keys(),
            all,
            all,
            standard.prices(),
            standard.reservations(),
            standard.events(),
            standard.revokedLinks());
    this.state =
        new GateState(capacities, settings(), new DirectStateMemory(), derivation(), 0x5EED_5EEDL);
    this.gate =
        new Gate(
            state, new FactEncoder(batch), HmacSha256.create(), Sha256.create(), chainCacheEntries);
    this.leaves = new UnsafeBuffer(ByteBuffer.allocateDirect(agents * LinkLayout.LINK_LENGTH));
    this.prefixes =
        new UnsafeBuffer(ByteBuffer.allocateDirect((agents / AGENTS_A_LEAD + 1) * PREFIX_LENGTH));
    fill();
  }

  /** As usual, but an id is kept for so short a time that the ring of ids turns at any rate. */
  private static GateSettings settings() {
    final GateSettings usual = GateSettings.standard();
    return new GateSettings(
        usual.chainCacheNs(),
        usual.minReservationNs(),
        usual.maxReservationNs(),
        TimeUnit.MILLISECONDS.toNanos(1),
        usual.maxLinkLifetimeSeconds());
  }

  private static KeyDerivation derivation() {
    return new RootKeyDerivation(ROOT_KEY, HkdfSha256.create());
  }

  private static byte[] salt(final int keyId) {
    final byte[] salt = new byte[KeyDerivation.SALT_LENGTH];
    Arrays.fill(salt, (byte) keyId);
    return salt;
  }

  private static HmacSha256Key key(final int keyId, final int tenantId) {
    final HmacSha256Key key = new HmacSha256Key();
    derivation().derive(keyId, tenantId, salt(keyId), key);
    return key;
  }

  private static byte[] publicKey(final long number) {
    final byte[] bytes = new byte[LinkLayout.ID_LENGTH];
    new UnsafeBuffer(bytes).putLong(0, number);
    return bytes;
  }

  private byte[] idOf(final long number) {
    final byte[] id = new byte[LinkLayout.ID_LENGTH];
    sha256.digest(new UnsafeBuffer(publicKey(number)), 0, LinkLayout.ID_LENGTH, id, 0);
    return id;
  }

  private void fill() {
    final byte[] operatorId = idOf(0);
    begin(NOW_NS);
    gate.genesis().write(salt(1), operatorId, publicKey(0));
    end();
    operatorChain = sealer.sealRoot(terms(1, operatorId, 0), systemKey);
    settle();
    final byte[] authority = register(1);
    final Chain rootChain = sealer.sealRoot(terms(KEY_ID, authority, 2), tenantKey);
    Chain leadChain = rootChain;
    for (int i = 0; i < agents; i++) {
      if (i % AGENTS_A_LEAD == 0) {
        final byte[] lead = register(2 + agents + i / AGENTS_A_LEAD);
        leadChain = sealer.sealChild(rootChain, terms(KEY_ID, lead, 1), tenantKey);
      }
      final byte[] agent = register(2 + i);
      final Chain chain = sealer.sealChild(leadChain, terms(KEY_ID, agent, 0), tenantKey);
      prefixes.putBytes(i / AGENTS_A_LEAD * PREFIX_LENGTH, chain.buffer(), 0, PREFIX_LENGTH);
      leaves.putBytes(
          i * LinkLayout.LINK_LENGTH, chain.buffer(), PREFIX_LENGTH, LinkLayout.LINK_LENGTH);
    }
  }

  private LinkTerms terms(final int keyId, final byte[] agentId, final int delegationsLeft) {
    return new LinkTerms(
        keyId,
        nextLinkId++,
        agentId,
        -1,
        -1,
        0,
        NOW_SECONDS - 60,
        NOW_SECONDS + TimeUnit.DAYS.toSeconds(30),
        delegationsLeft);
  }

  private void settle() {
    final KeyAdded key = new KeyAdded();
    key.keyId = KEY_ID;
    key.tenantId = TENANT_ID;
    System.arraycopy(salt(KEY_ID), 0, key.salt, 0, key.salt.length);
    command(() -> gate.gateCommands().addKey(envelope, key, verdict));
    final PermissionDefined permission = new PermissionDefined();
    permission.permission = PERMISSION;
    permission.name.set("llm:call");
    permission.minimumTrustCode = Trust.UNTRUSTED.code();
    command(() -> gate.gateCommands().definePermission(envelope, permission, verdict));
    final PriceSet price = new PriceSet();
    price.priceId = PRICE_ID;
    price.resourceCode = ResourceType.LLM_TOKENS.code();
    price.currency = USD;
    price.nanoPerMillion = 2_500_000_000L;
    price.outputNanoPerMillion = 10_000_000_000L;
    price.name.set("bench");
    command(() -> gate.limitCommands().setPrice(envelope, price, verdict));
  }

  private byte[] register(final long number) {
    final AgentRegistered registration = new AgentRegistered();
    registration.publicKey.putBytes(0, publicKey(number));
    registration.tenantId = TENANT_ID;
    registration.trustCode = Trust.TRUSTED.code();
    registration.tierCode = Tier.BASIC.code();
    registration.name.set("agent");
    command(() -> gate.agentCommands().register(envelope, registration, verdict));
    final byte[] id = idOf(number);
    final QuotaSet quota = new QuotaSet();
    quota.resourceCode = ResourceType.LLM_TOKENS.code();
    quota.hourLimit = PLENTY;
    quota.dayLimit = PLENTY;
    quota.monthLimit = PLENTY;
    quota.concurrentLimit = PLENTY;
    commandAbout(id, () -> gate.limitCommands().setQuota(envelope, quota, verdict));
    final BudgetSet budget = new BudgetSet();
    budget.limitNano = PLENTY;
    budget.currency = USD;
    budget.periodCode = BudgetPeriod.MONTH.code();
    commandAbout(id, () -> gate.limitCommands().setBudget(envelope, budget, verdict));
    return id;
  }

  private void command(final Runnable action) {
    commandAbout(new byte[LinkLayout.ID_LENGTH], action);
  }

  private void commandAbout(final byte[] subject, final Runnable action) {
    envelope.reset(1);
    envelope.actor.set("bench");
    envelope.chain.wrap(operatorChain.buffer(), 0, operatorChain.length());
    envelope.subjectId.putBytes(0, subject);
    begin(NOW_NS);
    action.run();
    end();
    if (!verdict.isAllowed()) {
      throw new IllegalStateException("the gate refuses: " + verdict.reason());
    }
  }

  /**
   * Opens a cycle.
   *
   * @param nowNs nanoseconds since the epoch.
   */
  void begin(final long nowNs) {
    gate.beginBatch(nowNs);
    batch.begin(state.header().batchSequence() + 1, state.header().position() + 1, gate.timeNs());
  }

  /** Closes it, as if the journal had taken the batch. */
  void end() {
    if (gate.endBatch() > 0) {
      gate.commitBatch();
    }
  }

  /** The gate. */
  Gate gate() {
    return gate;
  }

  /** How many agents can ask. */
  int agents() {
    return agents;
  }

  /** Copies an agent's chain, as a request would bring it. */
  void copyChain(final int agent, final MutableDirectBuffer to, final int offset) {
    to.putBytes(offset, prefixes, agent / AGENTS_A_LEAD * PREFIX_LENGTH, PREFIX_LENGTH);
    to.putBytes(
        offset + PREFIX_LENGTH, leaves, agent * LinkLayout.LINK_LENGTH, LinkLayout.LINK_LENGTH);
  }
}
