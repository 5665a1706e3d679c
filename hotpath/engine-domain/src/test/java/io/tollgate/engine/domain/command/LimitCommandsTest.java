package io.tollgate.engine.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import org.junit.jupiter.api.Test;

class LimitCommandsTest {
  private static final int EUR = 978;

  private final GateFixture fixture =
      GateFixture.create(new Capacities(6, 6, 2, 2, 2, 8, 8, 3), GateFixture.settings());
  private final Requests requests = new Requests(fixture);
  private final TestAgent admin = fixture.agent("admin", 1);
  private final TestAgent member = fixture.agent("member", 1);
  private final TestAgent stranger = fixture.agent("stranger", 2);
  private final Chain adminChain = Chains.root(Terms.to(admin));
  private final Chain memberChain = Chains.root(Terms.to(member));

  private Verdict setQuota(final CommandEnvelope envelope, final QuotaSet fact) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().limitCommands().setQuota(envelope, fact, verdict));
    return verdict;
  }

  private Verdict setBudget(final CommandEnvelope envelope, final BudgetSet fact) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().limitCommands().setBudget(envelope, fact, verdict));
    return verdict;
  }

  private Verdict setPrice(final CommandEnvelope envelope, final PriceSet fact) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().limitCommands().setPrice(envelope, fact, verdict));
    return verdict;
  }

  private static QuotaSet quota(final int resourceCode, final long hourLimit) {
    final QuotaSet fact = new QuotaSet();
    fact.resourceCode = resourceCode;
    fact.hourLimit = hourLimit;
    fact.dayLimit = -1;
    fact.monthLimit = -1;
    fact.concurrentLimit = -1;
    return fact;
  }

  private static BudgetSet budget(final long limitNano, final int currency, final int period) {
    final BudgetSet fact = new BudgetSet();
    fact.limitNano = limitNano;
    fact.currency = currency;
    fact.periodCode = period;
    return fact;
  }

  private static PriceSet price(final int id) {
    final PriceSet fact = new PriceSet();
    fact.priceId = id;
    fact.currency = Requests.USD;
    fact.resourceCode = ResourceType.LLM_TOKENS.code();
    fact.nanoPerMillion = 1_000_000;
    fact.name.set("price");
    return fact;
  }

  private CommandEnvelope byAdmin(final TestAgent subject) {
    return GateFixture.envelope(adminChain, subject);
  }

  private static void assertReason(final Verdict verdict, final Reason reason) {
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.isDuplicate()).isFalse();
  }

  private static void assertInEffect(final Verdict verdict, final long position) {
    assertThat(verdict.reason()).isEqualTo(Reason.OK);
    assertThat(verdict.isDuplicate()).isTrue();
    assertThat(verdict.position()).isEqualTo(position);
  }

  @Test
  void shouldSetAQuotaOnce() {
    final Verdict first = setQuota(byAdmin(member), quota(1, 5));
    assertReason(first, Reason.OK);
    assertInEffect(setQuota(byAdmin(member), quota(1, 5)), first.position());
    assertReason(setQuota(byAdmin(member), quota(1, 6)), Reason.OK);
  }

  @Test
  void shouldRefuseAQuotaThatIsNone() {
    assertReason(setQuota(byAdmin(member), quota(0, 5)), Reason.VALUE_INVALID);
    assertReason(setQuota(byAdmin(member), quota(8, 5)), Reason.VALUE_INVALID);
    assertReason(setQuota(byAdmin(member), quota(1, -2)), Reason.VALUE_INVALID);
    for (int window = 0; window < 3; window++) {
      final QuotaSet fact = quota(1, 5);
      fact.dayLimit = window == 0 ? Long.MIN_VALUE : -1;
      fact.monthLimit = window == 1 ? -2 : -1;
      fact.concurrentLimit = window == 2 ? -2 : -1;
      assertReason(setQuota(byAdmin(member), fact), Reason.VALUE_INVALID);
    }
  }

  @Test
  void shouldRefuseQuotasByTheWrongOnesAboutTheWrongOnes() {
    final Chain powerless = Chains.root(Terms.to(admin).permissions(~(3L << 3), -1));
    final CommandEnvelope envelope = GateFixture.envelope(powerless, member);
    assertReason(setQuota(envelope, quota(1, 5)), Reason.NOT_AUTHORIZED);
    assertReason(setBudget(envelope, budget(5, 840, 0)), Reason.NOT_AUTHORIZED);
    assertReason(setQuota(byAdmin(stranger), quota(1, 5)), Reason.TENANT_FORBIDDEN);
    assertReason(setBudget(byAdmin(stranger), budget(5, 840, 0)), Reason.TENANT_FORBIDDEN);
    final TestAgent nobody = new TestAgent("nobody", 1);
    assertReason(setQuota(byAdmin(nobody), quota(1, 5)), Reason.NOT_FOUND);
    assertReason(setBudget(byAdmin(nobody), budget(5, 840, 0)), Reason.NOT_FOUND);
    final CommandEnvelope outdated = byAdmin(member);
    outdated.expectedVersion = 1;
    assertReason(setQuota(outdated, quota(1, 5)), Reason.VERSION_CONFLICT);
    assertReason(setBudget(outdated, budget(5, 840, 0)), Reason.VERSION_CONFLICT);
  }

  @Test
  void shouldRefuseMoreAllowancesThanTheTableHolds() {
    assertReason(setQuota(byAdmin(member), quota(1, 5)), Reason.OK);
    assertReason(setQuota(byAdmin(member), quota(2, 5)), Reason.OK);
    assertReason(setQuota(byAdmin(member), quota(3, 5)), Reason.TABLE_FULL);
    assertReason(requests.consume(adminChain, 1, 1), Reason.TABLE_FULL);
    assertReason(requests.consume(memberChain, 2, 1), Reason.OK);
  }

  @Test
  void shouldSetABudgetOnceAndTakeItAway() {
    final Verdict first = setBudget(byAdmin(member), budget(50, 840, 1));
    assertReason(first, Reason.OK);
    assertInEffect(setBudget(byAdmin(member), budget(50, 840, 1)), first.position());
    assertReason(setBudget(byAdmin(member), budget(-1, 840, 1)), Reason.OK);
    assertReason(setBudget(byAdmin(admin), budget(-1, 840, 1)), Reason.NOT_FOUND);
  }

  @Test
  void shouldRefuseABudgetThatIsNone() {
    assertReason(setBudget(byAdmin(member), budget(-2, 840, 0)), Reason.VALUE_INVALID);
    assertReason(setBudget(byAdmin(member), budget(5, 0, 0)), Reason.VALUE_INVALID);
    assertReason(setBudget(byAdmin(member), budget(5, 1_000, 0)), Reason.VALUE_INVALID);
    assertReason(setBudget(byAdmin(member), budget(5, 840, 3)), Reason.VALUE_INVALID);
  }

  @Test
  void shouldRefuseMoreBudgetsThanTheTableHolds() {
    assertReason(setBudget(byAdmin(member), budget(5, 840, 0)), Reason.OK);
    assertReason(setBudget(byAdmin(admin), budget(5, 840, 0)), Reason.OK);
    assertReason(setBudget(fixture.operator(stranger), budget(5, 840, 0)), Reason.TABLE_FULL);
  }

  @Test
  void shouldNeitherChangeTheCurrencyOfMoneyInUseNorTakeAwayWhatIsReserved() {
    requests.setPrice(1, 1_000_000, 0);
    setBudget(byAdmin(member), budget(50, 840, 0));
    assertReason(setBudget(byAdmin(member), budget(50, EUR, 0)), Reason.OK);
    assertReason(setBudget(byAdmin(member), budget(50, 840, 0)), Reason.OK);
    assertReason(requests.reserve(Requests.use(memberChain, 1, 10, 0, 1)), Reason.OK);
    assertReason(setBudget(byAdmin(member), budget(50, EUR, 0)), Reason.VALUE_INVALID);
    assertReason(setBudget(byAdmin(member), budget(-1, 840, 0)), Reason.VALUE_INVALID);
    assertReason(requests.commit(memberChain, 1, 10, 0), Reason.OK);
    assertReason(setBudget(byAdmin(member), budget(50, EUR, 0)), Reason.VALUE_INVALID);
    assertReason(setBudget(byAdmin(member), budget(-1, 840, 0)), Reason.OK);
    assertReason(requests.consume(Requests.use(memberChain, 2, 1, 0, 1)), Reason.BUDGET_MISSING);
  }

  @Test
  void shouldStartFromNothingInAnotherKindOfPeriod() {
    requests.setPrice(1, 1_000_000, 0);
    requests.setBudget(member, 10, BudgetPeriod.LIFETIME);
    assertReason(requests.consume(Requests.use(memberChain, 1, 10, 0, 1)), Reason.OK);
    requests.setBudget(member, 10, BudgetPeriod.DAY);
    assertReason(requests.consume(Requests.use(memberChain, 2, 10, 0, 1)), Reason.OK);
    assertReason(requests.consume(Requests.use(memberChain, 3, 1, 0, 1)), Reason.BUDGET_EXCEEDED);
  }

  @Test
  void shouldSetAPriceOnceAndOnlyForTheSystem() {
    final Verdict first = setPrice(fixture.operator(), price(1));
    assertReason(first, Reason.OK);
    assertInEffect(setPrice(fixture.operator(), price(1)), first.position());
    final PriceSet dearer = price(1);
    dearer.outputNanoPerMillion = 7;
    assertReason(setPrice(fixture.operator(), dearer), Reason.OK);
    assertReason(setPrice(GateFixture.envelope(adminChain), price(2)), Reason.TENANT_FORBIDDEN);
    final Chain powerless = Chains.root(Terms.to(admin).permissions(~(1L << 5), -1));
    assertReason(setPrice(GateFixture.envelope(powerless), price(2)), Reason.NOT_AUTHORIZED);
  }

  @Test
  void shouldRefuseAPriceThatIsNoneOrIsForSomethingElse() {
    setPrice(fixture.operator(), price(1));
    final PriceSet fact = price(1);
    fact.currency = EUR;
    assertReason(setPrice(fixture.operator(), fact), Reason.ALREADY_EXISTS);
    fact.currency = Requests.USD;
    fact.resourceCode = 2;
    assertReason(setPrice(fixture.operator(), fact), Reason.ALREADY_EXISTS);
    assertReason(setPrice(fixture.operator(), price(0)), Reason.VALUE_INVALID);
    final PriceSet negative = price(2);
    negative.nanoPerMillion = -1;
    assertReason(setPrice(fixture.operator(), negative), Reason.VALUE_INVALID);
    negative.nanoPerMillion = 0;
    negative.outputNanoPerMillion = Long.MIN_VALUE;
    assertReason(setPrice(fixture.operator(), negative), Reason.VALUE_INVALID);
    final PriceSet nameless = price(2);
    nameless.name.clear();
    assertReason(setPrice(fixture.operator(), nameless), Reason.VALUE_INVALID);
    final PriceSet unknown = price(2);
    unknown.resourceCode = 8;
    assertReason(setPrice(fixture.operator(), unknown), Reason.VALUE_INVALID);
    setPrice(fixture.operator(), price(-1));
    assertReason(setPrice(fixture.operator(), price(3)), Reason.TABLE_FULL);
  }
}
