package io.tollgate.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.UseRequest;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.fact.Unattributed;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Batches and their bounds. */
class GateTest {
  /** Words that the gate makes sure of before each decision. */
  private static final int MOST_WORDS = 160;

  private static final int PRICE = 1;
  private static final int MOST_IN_A_BULK = 64;

  private GateFixture fixture = GateFixture.create();
  private Requests requests = new Requests(fixture);

  private Chain eightLinksWithBudgets() {
    requests.setPrice(PRICE, 1_000_000, 3_000_000);
    Chain chain = null;
    for (int hop = 0; hop < 8; hop++) {
      final TestAgent agent = fixture.agent("hop " + hop, 1);
      requests.setBudget(agent, 1_000_000, BudgetPeriod.DAY);
      final Terms terms = Terms.to(agent);
      chain = chain == null ? Chains.root(terms) : Chains.child(chain, terms);
    }
    return chain;
  }

  /** The words that a batch changes, its header included. */
  private int words(final Runnable action) {
    fixture.begin();
    action.run();
    fixture.gate().endBatch();
    final int words = fixture.state().undo().count();
    fixture.commit();
    return words;
  }

  @Test
  void shouldNeverChangeMoreWordsInADecisionThanItMadeSureOf() {
    final Chain chain = eightLinksWithBudgets();
    final List<Integer> words = new ArrayList<>();
    requests.reserve(Requests.use(chain, 1, 1, 1, PRICE));
    requests.reserve(Requests.use(chain, 2, 1, 1, PRICE));
    requests.commit(chain, 1, 1, 1);
    requests.release(chain, 2);
    requests.consume(Requests.use(chain, 3, 1, 1, PRICE));
    requests.consume(Requests.use(chain, 4, 1, 1, PRICE));
    fixture.pass(2, TimeUnit.MINUTES);
    words.add(words(() -> requests.reserve(Requests.use(chain, 5, 1, 1, PRICE))));
    words.add(words(() -> requests.consume(Requests.use(chain, 6, 1, 1, PRICE))));
    words.add(words(() -> requests.commit(chain, 5, 1, 0)));
    final ChainBytes bytes = new ChainBytes();
    bytes.wrap(chain.buffer(), 0, chain.length());
    words.add(
        words(
            () -> {
              final Verdict verdict = new Verdict();
              final Reason reason = fixture.gate().deciders().checkChain(bytes);
              for (int i = 0; i < MOST_IN_A_BULK; i++) {
                fixture.gate().deciders().checkNext(reason, i, 0, verdict);
              }
            }));
    assertThat(words).allMatch(count -> count <= MOST_WORDS);
    // A bulk changes a word a check, and two of the header: time stands still.
    assertThat(words).last().isEqualTo(MOST_IN_A_BULK + 2);
  }

  @Test
  void shouldSayWhenABatchHasNoRoomForAnotherDecision() {
    final Chain chain = Chains.root(Terms.to(fixture.agent("agent", 1)));
    fixture.begin();
    while (fixture.gate().hasRoom()) {
      assertThat(requests.check(chain, GateFixture.OPEN_PERMISSION).isAllowed()).isTrue();
    }
    assertThat(fixture.state().undo().remaining()).isLessThan(MOST_WORDS).isGreaterThan(3);
    fixture.commit();
    assertThat(fixture.gate().hasRoom()).isTrue();
  }

  @Test
  void shouldChangeNothingInABatchWithoutFacts() {
    final Chain chain = Chains.root(Terms.to(fixture.agent("agent", 1)));
    requests.reserve(chain, 1, 1);
    requests.release(chain, 1);
    fixture.pass(2, TimeUnit.MINUTES);
    final String before = fixture.dump();
    fixture.begin();
    fixture.gate().housekeep();
    assertThat(fixture.gate().endBatch()).isZero();
    assertThat(fixture.state().undo().count()).isZero();
    assertThat(fixture.dump()).isEqualTo(before).isEqualTo(fixture.replayedDump());
  }

  @Test
  void shouldNotGoBackInTime() {
    fixture.begin();
    final long first = fixture.gate().timeNs();
    fixture.commit();
    fixture.pass(-5, TimeUnit.SECONDS);
    fixture.begin();
    assertThat(fixture.gate().timeNs()).isEqualTo(first);
    fixture.commit();
  }

  @Test
  void shouldExpireNoMoreInABatchThanItsBound() {
    final Chain chain = Chains.root(Terms.to(fixture.agent("agent", 1)));
    for (int id = 1; id <= 150; id++) {
      requests.reserve(chain, id, 1);
    }
    fixture.pass(1, TimeUnit.MINUTES);
    for (final int expected : new int[] {64, 128, 150, 150}) {
      requests.housekeep();
      assertThat(fixture.log().all(Settled.class)).hasSize(expected);
    }
    assertThat(fixture.state().reservations().openCount()).isZero();
    assertThat(fixture.dump()).isEqualTo(fixture.replayedDump());
  }

  @Test
  void shouldReserveAgainOnceSettledReservationsMayBeForgottenThoughOthersAreDue() {
    fixture = GateFixture.create(new Capacities(4, 4, 4, 4, 4, 4, 4, 4), GateFixture.settings());
    requests = new Requests(fixture);
    final Chain chain = Chains.root(Terms.to(fixture.agent("agent", 1)));
    for (int id = 1; id <= 4; id++) {
      assertThat(requests.reserve(chain, id, 1).isAllowed()).isTrue();
    }
    requests.release(chain, 1);
    assertThat(requests.reserve(chain, 5, 1).reason()).isEqualTo(Reason.TABLE_FULL);
    fixture.pass(1, TimeUnit.MINUTES);
    // The others have expired by now, but nobody has kept house.
    assertThat(requests.reserve(chain, 5, 1).isAllowed()).isTrue();
    assertThat(fixture.dump()).isEqualTo(fixture.replayedDump());
  }

  @Test
  void shouldRememberWhatWasForgottenAndOverwrittenInABatchThatIsTakenBack() {
    fixture = GateFixture.create(new Capacities(4, 4, 4, 4, 4, 3, 3, 4), GateFixture.settings());
    requests = new Requests(fixture);
    // One id each, which is all that an agent may keep in so small a table.
    final Chain[] chains =
        Stream.of("one", "two", "three")
            .map(name -> Chains.root(Terms.to(fixture.agent(name, 1))))
            .toArray(Chain[]::new);
    for (long id = 1; id <= 3; id++) {
      final Chain chain = chains[(int) id - 1];
      requests.consume(Requests.use(chain, id, id, 2 * id));
      requests.reserve(Requests.use(chain, 10 + id, id, 2 * id));
      requests.commit(chain, 10 + id, 1, 1);
    }
    fixture.pass(1, TimeUnit.MINUTES);
    final String before = fixture.dump();
    fixture.begin();
    for (long id = 1; id <= 3; id++) {
      final UseRequest request = Requests.use(chains[(int) id - 1], 20 + id, 7 + id, 9);
      request.scopeHash = id;
      assertThat(requests.consume(request).isAllowed()).isTrue();
      request.idLow = 30 + id;
      assertThat(requests.reserve(request).isAllowed()).isTrue();
    }
    fixture.fail();
    assertThat(fixture.dump()).isEqualTo(before).isEqualTo(fixture.replayedDump());
  }

  @Test
  void shouldSumUpWhatBelongsToNobodyAtMostOnceASecond() {
    final Chain unknown = Chains.root(Terms.to(new TestAgent("unknown", 1)));
    requests.check(unknown, 16);
    requests.housekeep();
    requests.check(unknown, 16);
    requests.check(unknown, 16);
    fixture.pass(999, TimeUnit.MILLISECONDS);
    requests.housekeep();
    assertThat(fixture.log().all(Unattributed.class)).hasSize(1);
    fixture.pass(1, TimeUnit.MILLISECONDS);
    requests.housekeep();
    assertThat(sums()).containsExactly(1L, 2L);
  }

  @Test
  void shouldNotLoseASumWithTheBatchThatItWasIn() {
    final Chain unknown = Chains.root(Terms.to(new TestAgent("unknown", 1)));
    requests.check(unknown, 16);
    fixture.begin();
    fixture.gate().housekeep();
    fixture.fail();
    requests.housekeep();
    assertThat(sums()).containsExactly(1L);
    fixture.pass(5, TimeUnit.SECONDS);
    requests.housekeep();
    assertThat(sums()).containsExactly(1L);
  }

  private List<Long> sums() {
    return fixture.log().all(Unattributed.class).stream()
        .peek(fact -> assertThat(fact.reasonCode(0)).isEqualTo(Reason.AGENT_UNKNOWN.code()))
        .map(fact -> fact.count(0))
        .toList();
  }

  @Test
  void shouldNotOpenABatchBeforeTheOneBeforeIsJournaledOrTakenBack() {
    final Chain chain = Chains.root(Terms.to(fixture.agent("agent", 1)));
    fixture.begin();
    requests.check(chain, 16);
    assertThat(fixture.gate().endBatch()).isEqualTo(1);
    assertThatThrownBy(() -> fixture.gate().beginBatch(fixture.nowNs()))
        .isInstanceOf(IllegalStateException.class);
    fixture.gate().rollbackBatch();
    fixture.gate().beginBatch(fixture.nowNs());
    assertThat(fixture.gate().endBatch()).isZero();
  }
}
