package io.tollgate.bench.peers.gate;

import io.tollgate.bench.peers.question.Credential;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
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
import io.tollgate.engine.domain.command.Genesis;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What is in the gate before the question is asked: agents, permissions, a price and limits. */
final class Settlement {
  /** What a token costs. */
  static final int PRICE_ID = 7;

  private static final String OPERATOR = "operator";
  private static final int SYSTEM_TENANT = 0;
  private static final int USD = 840;
  private static final long NANO_PER_MILLION = 2_500_000_000L;
  private static final byte[] ROOT_KEY = new byte[RootKeyDerivation.ROOT_KEY_LENGTH];
  private static final byte[] SALT = new byte[KeyDerivation.SALT_LENGTH];

  private final Gate gate;
  private final Consumer<Runnable> inBatch;
  private final CommandEnvelope envelope = new CommandEnvelope();
  private final Verdict verdict = new Verdict();
  private Chain operatorChain;

  /**
   * A settlement.
   *
   * @param gate that is empty.
   * @param inBatch does something in a batch of its own.
   */
  Settlement(final Gate gate, final Consumer<Runnable> inBatch) {
    this.gate = gate;
    this.inBatch = inBatch;
  }

  /** How the gate gets at its keys. */
  static KeyDerivation derivation() {
    return new RootKeyDerivation(ROOT_KEY, HkdfSha256.create());
  }

  /** The key that the gate derives for the tenant. */
  static byte[] tenantKey() {
    return tenantKey(ROOT_KEY, SALT);
  }

  /** The key that a gate derives for the tenant. */
  static byte[] tenantKey(final byte[] rootKey, final byte[] salt) {
    final byte[] purpose = "tollgate/v1/link-key".getBytes(StandardCharsets.US_ASCII);
    final ByteBuffer info =
        ByteBuffer.allocate(purpose.length + 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    info.put(purpose).putInt(SealedChains.TENANT_ID).putInt(SealedChains.KEY_ID);
    final byte[] key = new byte[rootKey.length];
    HkdfSha256.create().derive(salt, rootKey, info.array(), key);
    return key;
  }

  /** Fills the gate. */
  void settle() {
    final byte[] operatorId = SealedChains.agentId(OPERATOR);
    inBatch.accept(() -> gate.genesis().write(SALT, operatorId, SealedChains.publicKey(OPERATOR)));
    operatorChain = operatorChain(operatorId);
    addKey();
    Delegation.PERMISSIONS.forEach(this::definePermission);
    setPrice();
    for (final Delegation link : Delegation.chain(Credential.HONEST)) {
      register(link.agent());
      setQuota(link.agent());
      setBudget(link.agent());
    }
  }

  private static Chain operatorChain(final byte[] operatorId) {
    final HmacSha256Key key = new HmacSha256Key();
    derivation().derive(Genesis.SYSTEM_KEY_ID, SYSTEM_TENANT, SALT, key);
    final LinkTerms everything =
        new LinkTerms(
            Genesis.SYSTEM_KEY_ID,
            1,
            operatorId,
            -1,
            -1,
            0,
            Delegation.NOW_SECONDS - 1,
            Delegation.NOW_SECONDS + TimeUnit.DAYS.toSeconds(1),
            LinkLayout.MAX_LINKS - 1);
    return new LinkSealer(HmacSha256.create()).sealRoot(everything, key);
  }

  private void addKey() {
    final KeyAdded key = new KeyAdded();
    key.keyId = SealedChains.KEY_ID;
    key.tenantId = SealedChains.TENANT_ID;
    System.arraycopy(SALT, 0, key.salt, 0, SALT.length);
    command(() -> gate.gateCommands().addKey(envelope, key, verdict));
  }

  private void definePermission(final String name) {
    final PermissionDefined permission = new PermissionDefined();
    permission.permission = Delegation.bit(name);
    permission.name.set(name);
    permission.minimumTrustCode = Trust.UNTRUSTED.code();
    command(() -> gate.gateCommands().definePermission(envelope, permission, verdict));
  }

  private void setPrice() {
    final PriceSet price = new PriceSet();
    price.priceId = PRICE_ID;
    price.resourceCode = ResourceType.LLM_TOKENS.code();
    price.currency = USD;
    price.nanoPerMillion = NANO_PER_MILLION;
    price.name.set("peers");
    command(() -> gate.limitCommands().setPrice(envelope, price, verdict));
  }

  private void register(final String agent) {
    final AgentRegistered registration = new AgentRegistered();
    registration.publicKey.putBytes(0, SealedChains.publicKey(agent));
    registration.tenantId = SealedChains.TENANT_ID;
    registration.trustCode = Trust.TRUSTED.code();
    registration.tierCode = Tier.BASIC.code();
    registration.name.set(agent);
    command(() -> gate.agentCommands().register(envelope, registration, verdict));
  }

  private void setQuota(final String agent) {
    final QuotaSet quota = new QuotaSet();
    quota.resourceCode = ResourceType.LLM_TOKENS.code();
    quota.hourLimit = Delegation.QUOTA_UNITS;
    quota.dayLimit = Delegation.QUOTA_UNITS;
    quota.monthLimit = Delegation.QUOTA_UNITS;
    quota.concurrentLimit = Delegation.QUOTA_UNITS;
    commandAbout(agent, () -> gate.limitCommands().setQuota(envelope, quota, verdict));
  }

  private void setBudget(final String agent) {
    final BudgetSet budget = new BudgetSet();
    budget.limitNano = Long.MAX_VALUE;
    budget.currency = USD;
    budget.periodCode = BudgetPeriod.MONTH.code();
    commandAbout(agent, () -> gate.limitCommands().setBudget(envelope, budget, verdict));
  }

  private void command(final Runnable action) {
    envelope.reset(1);
    carryOut(action);
  }

  private void commandAbout(final String agent, final Runnable action) {
    envelope.reset(1);
    envelope.subjectId.putBytes(0, SealedChains.agentId(agent));
    carryOut(action);
  }

  private void carryOut(final Runnable action) {
    envelope.actor.set(OPERATOR);
    envelope.chain.wrap(operatorChain.buffer(), 0, operatorChain.length());
    inBatch.accept(action);
    if (!verdict.isAllowed()) {
      throw new IllegalStateException("the gate refuses: " + verdict.reason());
    }
  }
}
