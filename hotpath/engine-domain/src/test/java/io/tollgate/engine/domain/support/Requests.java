package io.tollgate.engine.domain.support;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.CheckRequest;
import io.tollgate.engine.domain.decision.SettleRequest;
import io.tollgate.engine.domain.decision.UseRequest;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.KeyRetired;
import io.tollgate.engine.domain.fact.LinkRevoked;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import java.util.concurrent.TimeUnit;

/** What agents ask and operators command, each with a verdict of its own. */
public final class Requests {
  /** US dollars. */
  public static final int USD = 840;

  private static final int TOKENS = ResourceType.LLM_TOKENS.code();

  private final GateFixture fixture;

  /** Requests to a gate. */
  public Requests(final GateFixture fixture) {
    this.fixture = fixture;
  }

  /** A plain check without a scope. */
  public Verdict check(final Chain chain, final int permission) {
    return check(chain, permission, 0);
  }

  /** A plain check. */
  public Verdict check(final Chain chain, final int permission, final long scopeHash) {
    final CheckRequest request = new CheckRequest();
    request.chain.wrap(chain.buffer(), 0, chain.length());
    request.permission = permission;
    request.scopeHash = scopeHash;
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().deciders().check(request, verdict));
    return verdict;
  }

  /** A use of tokens by the open permission, which lives for a minute where it is a reservation. */
  public static UseRequest use(
      final Chain chain, final long id, final long amount, final long outputAmount) {
    final UseRequest request = new UseRequest();
    request.chain.wrap(chain.buffer(), 0, chain.length());
    request.idLow = id;
    request.permission = GateFixture.OPEN_PERMISSION;
    request.resourceCode = TOKENS;
    request.amount = amount;
    request.outputAmount = outputAmount;
    request.lifetimeNs = TimeUnit.MINUTES.toNanos(1);
    return request;
  }

  /** A priced use. */
  public static UseRequest use(
      final Chain chain,
      final long id,
      final long amount,
      final long outputAmount,
      final int priceId) {
    final UseRequest request = use(chain, id, amount, outputAmount);
    request.priceId = priceId;
    return request;
  }

  /** Consumes. */
  public Verdict consume(final UseRequest request) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().deciders().consume(request, verdict));
    return verdict;
  }

  /** Consumes tokens without a price. */
  public Verdict consume(final Chain chain, final long id, final long amount) {
    return consume(use(chain, id, amount, 0));
  }

  /** Reserves. */
  public Verdict reserve(final UseRequest request) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().deciders().reserve(request, verdict));
    return verdict;
  }

  /** Reserves tokens without a price. */
  public Verdict reserve(final Chain chain, final long id, final long amount) {
    return reserve(use(chain, id, amount, 0));
  }

  /** Commits. */
  public Verdict commit(
      final Chain chain, final long id, final long amount, final long outputAmount) {
    final Verdict verdict = new Verdict();
    final SettleRequest request = settle(chain, id);
    request.amount = amount;
    request.outputAmount = outputAmount;
    fixture.batch(() -> fixture.gate().deciders().commit(request, verdict));
    return verdict;
  }

  /** Releases. */
  public Verdict release(final Chain chain, final long id) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().deciders().release(settle(chain, id), verdict));
    return verdict;
  }

  private static SettleRequest settle(final Chain chain, final long id) {
    final SettleRequest request = new SettleRequest();
    request.chain.wrap(chain.buffer(), 0, chain.length());
    request.idLow = id;
    return request;
  }

  /** Does what time makes due. */
  public void housekeep() {
    fixture.batch(() -> fixture.gate().housekeep());
  }

  /** The operator sets an agent's limits on tokens. */
  public Verdict setQuota(
      final TestAgent agent,
      final long hour,
      final long day,
      final long month,
      final long concurrent) {
    final QuotaSet fact = new QuotaSet();
    fact.resourceCode = TOKENS;
    fact.hourLimit = hour;
    fact.dayLimit = day;
    fact.monthLimit = month;
    fact.concurrentLimit = concurrent;
    final Verdict verdict = new Verdict();
    fixture.batch(
        () -> fixture.gate().limitCommands().setQuota(fixture.operator(agent), fact, verdict));
    return verdict;
  }

  /** The operator sets an agent's budget in dollars. */
  public Verdict setBudget(final TestAgent agent, final long limitNano, final BudgetPeriod period) {
    return setBudget(agent, limitNano, period, USD);
  }

  /** The operator sets an agent's budget. */
  public Verdict setBudget(
      final TestAgent agent, final long limitNano, final BudgetPeriod period, final int currency) {
    final BudgetSet fact = new BudgetSet();
    fact.limitNano = limitNano;
    fact.currency = currency;
    fact.periodCode = period.code();
    final Verdict verdict = new Verdict();
    fixture.batch(
        () -> fixture.gate().limitCommands().setBudget(fixture.operator(agent), fact, verdict));
    return verdict;
  }

  /** The operator sets a price for tokens in dollars. */
  public Verdict setPrice(
      final int priceId, final long nanoPerMillion, final long outputNanoPerMillion) {
    final PriceSet fact = new PriceSet();
    fact.priceId = priceId;
    fact.currency = USD;
    fact.resourceCode = TOKENS;
    fact.nanoPerMillion = nanoPerMillion;
    fact.outputNanoPerMillion = outputNanoPerMillion;
    fact.name.set("price " + priceId);
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().limitCommands().setPrice(fixture.operator(), fact, verdict));
    return verdict;
  }

  /** The operator sets an agent's trust. */
  public Verdict setTrust(final TestAgent agent, final Trust trust) {
    final TrustSet fact = new TrustSet();
    fact.trustCode = trust.code();
    final Verdict verdict = new Verdict();
    fixture.batch(
        () -> fixture.gate().agentCommands().setTrust(fixture.operator(agent), fact, verdict));
    return verdict;
  }

  /** The operator revokes an agent. */
  public Verdict revoke(final TestAgent agent) {
    final Verdict verdict = new Verdict();
    fixture.batch(
        () ->
            fixture
                .gate()
                .agentCommands()
                .revoke(fixture.operator(agent), new TrustSet(), verdict));
    return verdict;
  }

  /** The operator revokes a link. */
  public Verdict revokeLink(final TestAgent agent, final long linkId) {
    final LinkRevoked fact = new LinkRevoked();
    fact.linkId = linkId;
    final Verdict verdict = new Verdict();
    fixture.batch(
        () -> fixture.gate().agentCommands().revokeLink(fixture.operator(agent), fact, verdict));
    return verdict;
  }

  /** The operator retires a key. */
  public Verdict retireKey(final int keyId) {
    final KeyRetired fact = new KeyRetired();
    fact.keyId = keyId;
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().gateCommands().retireKey(fixture.operator(), fact, verdict));
    return verdict;
  }
}
