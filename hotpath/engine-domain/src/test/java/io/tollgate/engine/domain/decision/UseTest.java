package io.tollgate.engine.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.Calendar;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UseTest {
  private static final int PRICE = 1;
  private static final int TOKENS = ResourceType.LLM_TOKENS.code();

  private final GateFixture fixture = GateFixture.create();
  private final Requests requests = new Requests(fixture);
  private final TestAgent lead = fixture.agent("lead", 1);
  private final TestAgent worker = fixture.agent("worker", 1);
  private final Chain leadChain = Chains.root(Terms.to(lead));
  private final Chain chain = Chains.child(Chains.root(Terms.to(lead)), Terms.to(worker));

  UseTest() {
    // One nano-unit for a unit, three for a unit of output.
    requests.setPrice(PRICE, 1_000_000, 3_000_000);
  }

  private long used(final TestAgent agent) {
    final int slot = fixture.state().allowances().find(fixture.slot(agent), TOKENS);
    return fixture.state().allowances().totalUsed(slot);
  }

  private long held(final TestAgent agent) {
    final int slot = fixture.state().allowances().find(fixture.slot(agent), TOKENS);
    return fixture.state().allowances().held(slot);
  }

  private long remaining(final TestAgent agent) {
    return fixture
        .state()
        .budgets()
        .remainingNano(fixture.state().budgets().record(fixture.slot(agent)), calendar());
  }

  private Calendar calendar() {
    final Calendar calendar = new Calendar();
    calendar.moveTo(fixture.nowNs());
    return calendar;
  }

  private static void assertDenied(final Verdict verdict, final Reason reason) {
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.isAllowed()).isFalse();
  }

  @Test
  void shouldCountAUseOnceHoweverOftenItIsSent() {
    final Verdict first = requests.consume(chain, 7, 10);
    assertThat(first.isAllowed()).isTrue();
    assertThat(first.isDuplicate()).isFalse();
    final Verdict second = requests.consume(chain, 7, 10);
    assertThat(second.isAllowed()).isTrue();
    assertThat(second.isDuplicate()).isTrue();
    assertThat(second.position()).isEqualTo(first.position());
    assertThat(used(worker)).isEqualTo(10);
  }

  @Test
  void shouldRefuseTheSameIdForAnythingElse() {
    requests.consume(chain, 7, 10);
    assertDenied(requests.consume(chain, 7, 11), Reason.EVENT_CONFLICT);
    assertDenied(requests.consume(leadChain, 7, 10), Reason.EVENT_CONFLICT);
    assertDenied(requests.reserve(chain, 7, 10), Reason.EVENT_CONFLICT);
    final UseRequest otherScope = Requests.use(chain, 7, 10, 0);
    otherScope.scopeHash = 1;
    assertDenied(requests.consume(otherScope), Reason.EVENT_CONFLICT);
    final UseRequest otherPermission = Requests.use(chain, 7, 10, 0);
    otherPermission.permission = GateFixture.TRUSTED_PERMISSION;
    assertDenied(requests.consume(otherPermission), Reason.EVENT_CONFLICT);
    requests.reserve(chain, 8, 10);
    assertDenied(requests.consume(chain, 8, 10), Reason.EVENT_CONFLICT);
    assertDenied(requests.reserve(chain, 8, 9), Reason.EVENT_CONFLICT);
    final UseRequest otherReserve = Requests.use(chain, 8, 10, 0);
    otherReserve.scopeHash = 1;
    assertDenied(requests.reserve(otherReserve), Reason.EVENT_CONFLICT);
    assertThat(used(worker)).isEqualTo(10);
    assertThat(held(worker)).isEqualTo(10);
  }

  @Test
  void shouldForgetAnIdAfterItsTimeWhereOthersNeedTheRoom() {
    requests.consume(chain, 7, 10);
    fixture.pass(60, TimeUnit.SECONDS);
    final int half = Capacities.small().events() / 2;
    for (int other = 1; other <= half; other++) {
      assertThat(requests.consume(chain, 7, 10).isDuplicate()).isTrue();
      requests.consume(chain, 1_000 + other, 1);
    }
    requests.consume(chain, 999, 1);
    assertThat(requests.consume(chain, 7, 10).isDuplicate()).isFalse();
  }

  @Test
  void shouldRefuseNewIdsRatherThanForgetOneBeforeItsTime() {
    final int capacity = Capacities.small().events();
    final List<Chain> chains =
        IntStream.range(0, 9)
            .mapToObj(n -> Chains.root(Terms.to(fixture.agent("agent" + n, 1))))
            .toList();
    for (int id = 1; id <= capacity; id++) {
      assertThat(requests.consume(chains.get(id % 9), id, 1).isAllowed()).isTrue();
    }
    assertDenied(requests.consume(chain, capacity + 1, 1), Reason.TABLE_FULL);
    assertThat(requests.consume(chains.get(1), 1, 1).isDuplicate()).isTrue();
    fixture.pass(60, TimeUnit.SECONDS);
    assertThat(requests.consume(chain, capacity + 1, 1).isAllowed()).isTrue();
  }

  @Test
  void shouldNotDecideAnIdAnewBecauseTheClockWasPutForward() {
    requests.consume(chain, 7, 10);
    fixture.pass(2, TimeUnit.HOURS);
    requests.consume(chain, 8, 10);
    requests.consume(chain, 9, 10);
    assertThat(requests.consume(chain, 7, 10).isDuplicate()).isTrue();
    assertThat(used(worker)).isEqualTo(30);
  }

  @Test
  void shouldKeepADeniedIdDenied() {
    requests.setQuota(worker, 5, -1, -1, -1);
    final Verdict first = requests.consume(chain, 7, 10);
    assertDenied(first, Reason.HOUR_QUOTA_EXCEEDED);
    assertThat(first.fitting()).isEqualTo(5);
    requests.setQuota(worker, 50, -1, -1, -1);
    final Verdict second = requests.consume(chain, 7, 10);
    assertDenied(second, Reason.HOUR_QUOTA_EXCEEDED);
    assertThat(second.isDuplicate()).isTrue();
    assertThat(second.fitting()).isEqualTo(5);
    assertThat(second.position()).isEqualTo(first.position());
    assertThat(requests.consume(chain, 8, 10).isAllowed()).isTrue();
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    assertDenied(requests.consume(chain, 0, 1), Reason.EVENT_ID_MISSING);
    assertDenied(requests.consume(chain, 1, 0), Reason.AMOUNT_INVALID);
    assertDenied(requests.consume(chain, 1, -1), Reason.AMOUNT_INVALID);
    assertDenied(requests.consume(chain, 1, Long.MIN_VALUE), Reason.AMOUNT_INVALID);
    assertDenied(requests.consume(Requests.use(chain, 1, 5, -1)), Reason.AMOUNT_INVALID);
    assertDenied(
        requests.consume(Requests.use(chain, 1, Long.MAX_VALUE, 1)), Reason.AMOUNT_OVERFLOW);
    assertDenied(requests.consume(Requests.use(chain, 2, 5, 0, 99)), Reason.PRICE_UNKNOWN);
    assertDenied(requests.consume(Requests.use(chain, 3, 5, 0, PRICE)), Reason.BUDGET_MISSING);
    final UseRequest request = Requests.use(chain, 4, 5, 0);
    for (final int code : new int[] {0, 8, 255}) {
      request.resourceCode = code;
      assertDenied(requests.consume(request), Reason.RESOURCE_UNKNOWN);
    }
    request.resourceCode = ResourceType.CPU_SECONDS.code();
    request.priceId = PRICE;
    assertDenied(requests.consume(request), Reason.PRICE_UNKNOWN);
    final UseRequest reserve = Requests.use(chain, 5, 5, 0);
    reserve.lifetimeNs = TimeUnit.MILLISECONDS.toNanos(1) - 1;
    assertDenied(requests.reserve(reserve), Reason.LIFETIME_INVALID);
    reserve.lifetimeNs = TimeUnit.MINUTES.toNanos(15) + 1;
    assertDenied(requests.reserve(reserve), Reason.LIFETIME_INVALID);
    reserve.lifetimeNs = Long.MIN_VALUE;
    assertDenied(requests.reserve(reserve), Reason.LIFETIME_INVALID);
  }

  @Test
  void shouldNeverWrapATotal() {
    assertThat(requests.consume(chain, 1, Long.MAX_VALUE - 5).isAllowed()).isTrue();
    final Verdict verdict = requests.consume(chain, 2, 6);
    assertDenied(verdict, Reason.AMOUNT_OVERFLOW);
    assertThat(verdict.fitting()).isEqualTo(5);
    assertThat(requests.reserve(chain, 3, 5).isAllowed()).isTrue();
    assertDenied(requests.reserve(chain, 4, 1), Reason.AMOUNT_OVERFLOW);
    fixture.setNow(Instant.parse("2027-02-01T00:00:00Z"));
    requests.housekeep();
    assertThat(requests.consume(chain, 5, 5).isAllowed()).isTrue();
    assertDenied(requests.consume(chain, 6, 1), Reason.AMOUNT_OVERFLOW);
  }

  @Test
  void shouldStartEachWindowAnew() {
    requests.setQuota(worker, 10, 20, 25, -1);
    fixture.setNow(Instant.parse("2027-02-27T22:59:59.999999999Z"));
    assertThat(requests.consume(chain, 1, 10).remaining()).isZero();
    assertDenied(requests.consume(chain, 2, 1), Reason.HOUR_QUOTA_EXCEEDED);
    fixture.pass(1, TimeUnit.NANOSECONDS);
    assertThat(requests.consume(chain, 3, 10).isAllowed()).isTrue();
    fixture.setNow(Instant.parse("2027-02-28T00:00:00Z"));
    assertThat(requests.consume(chain, 4, 5).isAllowed()).isTrue();
    assertDenied(requests.consume(chain, 5, 1), Reason.MONTH_QUOTA_EXCEEDED);
    fixture.setNow(Instant.parse("2027-03-01T00:00:00Z"));
    assertThat(requests.consume(chain, 6, 10).isAllowed()).isTrue();
    fixture.pass(1, TimeUnit.HOURS);
    assertThat(requests.consume(chain, 7, 10).isAllowed()).isTrue();
    fixture.pass(1, TimeUnit.HOURS);
    assertDenied(requests.consume(chain, 8, 1), Reason.DAY_QUOTA_EXCEEDED);
  }

  @Test
  void shouldHoldConcurrentUnitsUntilTheyAreSettled() {
    requests.setQuota(worker, -1, -1, -1, 10);
    assertThat(requests.reserve(chain, 1, 6).remaining()).isEqualTo(4);
    final Verdict denied = requests.reserve(chain, 2, 5);
    assertDenied(denied, Reason.CONCURRENT_QUOTA_EXCEEDED);
    assertThat(denied.fitting()).isEqualTo(4);
    assertThat(requests.consume(chain, 3, 100).isAllowed()).isTrue();
    assertThat(requests.commit(chain, 1, 2, 0).isAllowed()).isTrue();
    assertThat(requests.reserve(chain, 4, 10).isAllowed()).isTrue();
    assertThat(used(worker)).isEqualTo(102);
  }

  @Test
  void shouldSpendFromEveryBudgetUpTheChainOrFromNone() {
    requests.setBudget(lead, 100, BudgetPeriod.LIFETIME);
    requests.setBudget(worker, 60, BudgetPeriod.DAY);
    final Verdict first = requests.consume(Requests.use(chain, 1, 20, 10, PRICE));
    assertThat(first.costNano()).isEqualTo(50);
    assertThat(first.budgetRemainingNano()).isEqualTo(10);
    assertThat(remaining(lead)).isEqualTo(50);
    assertThat(requests.consume(Requests.use(leadChain, 2, 45, 0, PRICE)).isAllowed()).isTrue();
    final Verdict denied = requests.consume(Requests.use(chain, 3, 6, 0, PRICE));
    assertDenied(denied, Reason.BUDGET_EXCEEDED);
    assertThat(denied.failingHop()).isZero();
    assertThat(denied.fitting()).isEqualTo(5);
    assertThat(remaining(lead)).isEqualTo(5);
    assertThat(remaining(worker)).isEqualTo(10);
  }

  @Test
  void shouldRefuseAnotherCurrencyAnywhereInTheChain() {
    requests.setBudget(lead, 100, BudgetPeriod.LIFETIME, 978);
    requests.setBudget(worker, 60, BudgetPeriod.DAY);
    final Verdict denied = requests.consume(Requests.use(chain, 1, 1, 0, PRICE));
    assertDenied(denied, Reason.CURRENCY_MISMATCH);
    assertThat(denied.failingHop()).isZero();
  }

  @Test
  void shouldLeaveABudgetThatWasLoweredBelowWhatIsSpent() {
    requests.setBudget(worker, 60, BudgetPeriod.LIFETIME);
    requests.consume(Requests.use(chain, 1, 50, 0, PRICE));
    requests.setBudget(worker, 40, BudgetPeriod.LIFETIME);
    final Verdict denied = requests.consume(Requests.use(chain, 2, 1, 0, PRICE));
    assertDenied(denied, Reason.BUDGET_EXCEEDED);
    assertThat(denied.fitting()).isEqualTo(Verdict.NOTHING_FITS);
    requests.setBudget(worker, 51, BudgetPeriod.LIFETIME);
    assertThat(requests.consume(Requests.use(chain, 3, 1, 0, PRICE)).isAllowed()).isTrue();
  }

  @Test
  void shouldSettleAtTheRatesOfTheReservation() {
    requests.setBudget(worker, 1_000, BudgetPeriod.LIFETIME);
    final Verdict reserved = requests.reserve(Requests.use(chain, 1, 100, 100, PRICE));
    assertThat(reserved.costNano()).isEqualTo(400);
    assertThat(reserved.expiresAtNs()).isEqualTo(fixture.nowNs() + 60_000_000_000L);
    requests.setPrice(PRICE, 50_000_000, 50_000_000);
    final Verdict committed = requests.commit(chain, 1, 100, 50);
    assertThat(committed.costNano()).isEqualTo(250);
    assertThat(remaining(worker)).isEqualTo(750);
    assertThat(requests.commit(chain, 1, 100, 50).isDuplicate()).isTrue();
    assertDenied(requests.commit(chain, 1, 100, 51), Reason.RESERVATION_SETTLED);
    assertDenied(requests.release(chain, 1), Reason.RESERVATION_SETTLED);
    final Verdict again = requests.reserve(Requests.use(chain, 1, 100, 100, PRICE));
    assertThat(again.isDuplicate()).isTrue();
    assertThat(again.costNano()).isEqualTo(400);
  }

  @Test
  void shouldRefuseToCommitMoreThanWasReserved() {
    requests.setBudget(worker, 1_000, BudgetPeriod.LIFETIME);
    requests.reserve(Requests.use(chain, 1, 100, 20, PRICE));
    assertDenied(requests.commit(chain, 1, 100, 21), Reason.COMMIT_EXCEEDS_RESERVATION);
    assertDenied(requests.commit(chain, 1, 80, 40), Reason.COMMIT_EXCEEDS_RESERVATION);
    assertDenied(requests.commit(chain, 1, -1, 0), Reason.AMOUNT_INVALID);
    assertDenied(requests.commit(chain, 1, 0, -1), Reason.AMOUNT_INVALID);
    assertDenied(requests.commit(chain, 1, Long.MAX_VALUE, 1), Reason.AMOUNT_OVERFLOW);
    assertThat(requests.commit(chain, 1, 120, 0).isAllowed()).isTrue();
  }

  @Test
  void shouldRefuseToSettleWhatIsUnknownOrNotOnesOwn() {
    requests.reserve(chain, 1, 10);
    assertDenied(requests.commit(chain, 2, 1, 0), Reason.RESERVATION_UNKNOWN);
    assertDenied(requests.commit(leadChain, 1, 1, 0), Reason.RESERVATION_NOT_OWNED);
    assertDenied(requests.release(leadChain, 1), Reason.RESERVATION_NOT_OWNED);
    assertThat(requests.release(chain, 1).isAllowed()).isTrue();
    assertThat(requests.release(chain, 1).isDuplicate()).isTrue();
    assertThat(held(worker)).isZero();
  }

  @Test
  void shouldGiveBackWhatExpired() {
    requests.setBudget(worker, 1_000, BudgetPeriod.LIFETIME);
    requests.setQuota(worker, 100, 100, 100, 100);
    requests.reserve(Requests.use(chain, 1, 100, 0, PRICE));
    fixture.pass(60, TimeUnit.SECONDS);
    assertDenied(requests.commit(chain, 1, 1, 0), Reason.RESERVATION_EXPIRED);
    assertThat(held(worker)).isEqualTo(100);
    requests.housekeep();
    assertThat(held(worker)).isZero();
    assertThat(remaining(worker)).isEqualTo(1_000);
    assertDenied(requests.commit(chain, 1, 1, 0), Reason.RESERVATION_EXPIRED);
    assertThat(requests.consume(chain, 2, 100).isAllowed()).isTrue();
  }

  @Test
  void shouldGiveBackToTheWindowsThatTheReservationWasMadeInOnly() {
    requests.setQuota(worker, 100, -1, 100, -1);
    fixture.setNow(Instant.parse("2027-01-31T23:59:30Z"));
    requests.reserve(chain, 1, 60);
    fixture.setNow(Instant.parse("2027-02-01T00:00:00Z"));
    assertThat(requests.consume(chain, 2, 70).isAllowed()).isTrue();
    assertThat(requests.release(chain, 1).isAllowed()).isTrue();
    final Verdict denied = requests.consume(chain, 3, 31);
    assertDenied(denied, Reason.HOUR_QUOTA_EXCEEDED);
    assertThat(denied.fitting()).isEqualTo(30);
  }

  @Test
  void shouldSpendInThePeriodInWhichItIsCommitted() {
    requests.setBudget(worker, 100, BudgetPeriod.DAY);
    fixture.setNow(Instant.parse("2027-01-31T23:59:30Z"));
    requests.reserve(Requests.use(chain, 1, 80, 0, PRICE));
    fixture.setNow(Instant.parse("2027-02-01T00:00:10Z"));
    assertDenied(requests.consume(Requests.use(chain, 2, 21, 0, PRICE)), Reason.BUDGET_EXCEEDED);
    assertThat(requests.commit(chain, 1, 70, 0).isAllowed()).isTrue();
    assertThat(remaining(worker)).isEqualTo(30);
    fixture.setNow(Instant.parse("2027-02-02T00:00:00Z"));
    assertThat(remaining(worker)).isEqualTo(100);
  }

  @Test
  void shouldLetASuspendedAgentSettleWhatItReserved() {
    requests.reserve(chain, 1, 10);
    requests.setTrust(worker, Trust.SUSPENDED);
    assertDenied(requests.consume(chain, 2, 1), Reason.AGENT_SUSPENDED);
    assertThat(requests.commit(chain, 1, 3, 0).isAllowed()).isTrue();
  }

  @Test
  void shouldSayThatNothingFitsWhereNotEvenOneUnitDoes() {
    requests.setQuota(worker, 5, -1, -1, -1);
    requests.consume(chain, 1, 5);
    assertThat(requests.consume(chain, 2, 1).fitting()).isEqualTo(Verdict.NOTHING_FITS);
    assertThat(requests.consume(Requests.use(chain, 3, 0, 1)).fitting())
        .isEqualTo(Verdict.NOTHING_FITS);
    assertThat(requests.consume(Requests.use(chain, 4, 0, 9)).fitting())
        .isEqualTo(Verdict.NOTHING_FITS);
    requests.setQuota(worker, 8, -1, -1, -1);
    assertThat(requests.consume(Requests.use(chain, 5, 3, 4)).fitting()).isZero();
    assertThat(requests.consume(Requests.use(chain, 6, 0, 4)).fitting()).isEqualTo(3);
  }
}
