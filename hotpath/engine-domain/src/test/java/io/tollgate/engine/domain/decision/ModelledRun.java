package io.tollgate.engine.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.Calendar;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.SlowModel;
import io.tollgate.engine.domain.support.SlowModel.Price;
import io.tollgate.engine.domain.support.SlowModel.Quota;
import io.tollgate.engine.domain.support.TestAgent;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Random uses of a gate, each compared with what the slow model says. */
final class ModelledRun {
  private static final int STEPS = 120;
  private static final int AGENTS = 5;
  private static final int PRICES = 3;
  private static final int TOKENS = ResourceType.LLM_TOKENS.code();

  private final GateFixture fixture = GateFixture.create();
  private final Requests requests = new Requests(fixture);
  private final SlowModel model = new SlowModel();
  private final List<TestAgent> agents = new ArrayList<>();
  private final List<List<TestAgent>> members = new ArrayList<>();
  private final List<Chain> chains = new ArrayList<>();
  private final Map<Integer, Price> prices = new HashMap<>();
  private final Random random;
  private Instant now = Instant.ofEpochSecond(GateFixture.START_SECONDS);
  private long lastId;

  ModelledRun(final long seed) {
    this.random = new Random(seed);
  }

  /** Runs and compares. */
  void run() {
    setUp();
    for (int step = 0; step < STEPS; step++) {
      pass();
      fixture.setNow(now);
      requests.housekeep();
      model.expire(now);
      act();
      assertSums();
    }
    assertThat(fixture.dump()).isEqualTo(fixture.replayedDump());
  }

  private void setUp() {
    for (int i = 0; i < AGENTS; i++) {
      agents.add(fixture.agent("agent " + i, 1));
    }
    for (int i = 0; i < 6; i++) {
      Collections.shuffle(agents, random);
      final List<TestAgent> chosen = List.copyOf(agents.subList(0, 1 + random.nextInt(4)));
      Chain chain = Chains.root(Terms.to(chosen.get(0)));
      for (final TestAgent below : chosen.subList(1, chosen.size())) {
        chain = Chains.child(chain, Terms.to(below));
      }
      members.add(chosen);
      chains.add(chain);
    }
    for (int i = 0; i < 3; i++) {
      setBudget(100 + random.nextInt(1_000));
    }
    setPrice();
  }

  private void pass() {
    final ChronoUnit unit =
        switch (random.nextInt(30)) {
          case 0 -> ChronoUnit.MONTHS;
          case 1 -> ChronoUnit.DAYS;
          case 2, 3 -> ChronoUnit.HOURS;
          default -> null;
        };
    if (unit == null) {
      now = now.plusMillis(random.nextInt(3) == 0 ? random.nextInt(20_000) : 0);
      return;
    }
    // The last nanosecond before the next hour, day or month, or the first of it.
    final Instant next =
        unit == ChronoUnit.MONTHS
            ? now.atZone(ZoneOffset.UTC)
                .plusMonths(1)
                .withDayOfMonth(1)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant()
            : now.truncatedTo(unit).plus(1, unit);
    now = next.minusNanos(random.nextInt(2));
  }

  private void act() {
    switch (random.nextInt(20)) {
      case 0 -> setQuota();
      case 1 -> setBudget(random.nextInt(5) == 0 ? -1 : random.nextInt(1_500));
      case 2 -> setPrice();
      case 3, 4, 5, 6, 7 -> settle();
      case 8, 9, 10, 11, 12, 13 -> use(false);
      default -> use(true);
    }
  }

  private long limit() {
    return random.nextInt(3) == 0 ? -1 : random.nextInt(400);
  }

  private void setQuota() {
    final TestAgent agent = agents.get(random.nextInt(AGENTS));
    final Quota quota = new Quota(limit(), limit(), limit(), limit());
    model.setQuota(agent, quota);
    assertThat(
            requests
                .setQuota(agent, quota.hour(), quota.day(), quota.month(), quota.concurrent())
                .reason())
        .isEqualTo(Reason.OK);
  }

  private void setBudget(final long limitNano) {
    final TestAgent agent = agents.get(random.nextInt(AGENTS));
    final BudgetPeriod period = BudgetPeriod.ofCode(random.nextInt(3));
    assertThat(requests.setBudget(agent, limitNano, period).reason())
        .isEqualTo(model.setBudget(agent, limitNano, period));
  }

  private void setPrice() {
    final int id = 1 + random.nextInt(PRICES);
    final Price price = new Price(random.nextInt(4) * 500_001L, random.nextInt(4) * 1_500_000L);
    prices.put(id, price);
    requests.setPrice(id, price.nanoPerMillion(), price.outputNanoPerMillion());
  }

  private long amount() {
    return random.nextInt(40) == 0 ? Long.MAX_VALUE - random.nextInt(500) : random.nextInt(120);
  }

  private void use(final boolean isReservation) {
    final int number = random.nextInt(chains.size());
    final int priceId = random.nextInt(PRICES + 1);
    final long amount = amount();
    final long output = amount == 0 ? 1 + random.nextInt(50) : random.nextInt(2) * amount();
    final UseRequest request = Requests.use(chains.get(number), ++lastId, amount, output, priceId);
    request.lifetimeNs = TimeUnit.SECONDS.toNanos(1 + random.nextInt(600));
    if (random.nextBoolean()) {
      lookAhead(request);
    }
    final Verdict verdict = isReservation ? requests.reserve(request) : requests.consume(request);
    final Price price = prices.get(priceId);
    if (priceId != 0 && price == null) {
      assertThat(verdict.reason()).isEqualTo(Reason.PRICE_UNKNOWN);
      return;
    }
    final List<TestAgent> chain = members.get(number);
    final Reason expected = model.fits(chain, now, price, amount, output, isReservation);
    assertThat(verdict.reason()).isEqualTo(expected);
    if (expected == Reason.OK) {
      final Instant expiresAt = isReservation ? now.plusNanos(request.lifetimeNs) : null;
      model.take(lastId, chain, now, price, amount, output, expiresAt);
    } else if (expected != Reason.BUDGET_MISSING) {
      assertFitting(verdict.fitting(), chain, price, amount, output, isReservation);
    }
  }

  /** Looking ahead, at what comes and at what does not, must change nothing. */
  private void lookAhead(final UseRequest request) {
    final Lookahead lookahead = fixture.gate().deciders().lookahead();
    lookahead.use(request);
    lookahead.use(Requests.use(chains.get(random.nextInt(chains.size())), lastId + 1, 1, 1, 0));
    lookahead.chain(new ChainBytes());
    lookahead.read();
  }

  /** What is said to fit does fit, and one unit more does not. */
  private void assertFitting(
      final long fitting,
      final List<TestAgent> chain,
      final Price price,
      final long amount,
      final long output,
      final boolean isReservation) {
    final long smallest = output > 0 && amount > 0 ? 0 : 1;
    final long tooMuch = fitting == Verdict.NOTHING_FITS ? smallest : fitting + 1;
    assertThat(fitting == Verdict.NOTHING_FITS || fitting >= smallest).isTrue();
    assertThat(fitsVaried(tooMuch, chain, price, amount, output, isReservation)).isFalse();
    if (fitting != Verdict.NOTHING_FITS) {
      assertThat(fitsVaried(fitting, chain, price, amount, output, isReservation)).isTrue();
    }
  }

  private boolean fitsVaried(
      final long varied,
      final List<TestAgent> chain,
      final Price price,
      final long amount,
      final long output,
      final boolean isReservation) {
    return Reason.OK
        == (output > 0
            ? model.fits(chain, now, price, amount, varied, isReservation)
            : model.fits(chain, now, price, varied, 0, isReservation));
  }

  private void settle() {
    final List<Long> open = model.openIds();
    if (open.isEmpty()) {
      return;
    }
    final long id = open.get(random.nextInt(open.size()));
    final int number = random.nextInt(chains.size());
    final List<TestAgent> chain = members.get(number);
    final TestAgent agent = chain.get(chain.size() - 1);
    final boolean isRelease = random.nextInt(4) == 0;
    final long amount = isRelease ? 0 : random.nextInt(100);
    final long output = isRelease ? 0 : random.nextInt(2) * random.nextInt(60);
    final Verdict verdict =
        isRelease
            ? requests.release(chains.get(number), id)
            : requests.commit(chains.get(number), id, amount, output);
    assertThat(verdict.reason()).isEqualTo(model.settle(id, agent, now, amount, output));
  }

  private void assertSums() {
    final Calendar calendar = new Calendar();
    calendar.moveTo(fixture.nowNs());
    final AllowanceTable allowances = fixture.state().allowances();
    final BudgetTable budgets = fixture.state().budgets();
    for (final TestAgent agent : agents) {
      final int allowance = allowances.find(fixture.slot(agent), TOKENS);
      if (allowance != AllowanceTable.NONE) {
        assertSame(allowances.hourUsed(allowance, calendar), model.hourUsed(agent, now));
        assertSame(allowances.dayUsed(allowance, calendar), model.dayUsed(agent, now));
        assertSame(allowances.monthUsed(allowance, calendar), model.monthUsed(agent, now));
        assertSame(allowances.held(allowance), model.held(agent));
        assertSame(allowances.totalUsed(allowance), model.total(agent));
      }
      final int budget = budgets.record(fixture.slot(agent));
      assertThat(budget != BudgetTable.NONE).isEqualTo(model.hasRecord(agent));
      if (budget != BudgetTable.NONE) {
        assertSame(budgets.spentNano(budget, calendar), model.spentNano(agent, now));
        assertSame(budgets.reservedNano(budget), model.reservedNano(agent));
      }
    }
  }

  private static void assertSame(final long actual, final BigInteger expected) {
    assertThat(actual).isNotNegative();
    assertThat(BigInteger.valueOf(actual)).isEqualTo(expected);
  }
}
