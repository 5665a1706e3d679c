package io.tollgate.engine.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.command.CommandEnvelope;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int CALLS = 5_000;
  private static final int ROUNDS = 8;
  private static final int PRICE = 1;
  private static final long STEP_NS = 500_000_000L;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final GateFixture fixture = GateFixture.create();
  private final Requests requests = new Requests(fixture);
  private final TestAgent lead = fixture.agent("lead", 1);
  private final TestAgent worker = fixture.agent("worker", 1);
  private final Chain chain = Chains.child(Chains.root(Terms.to(lead)), Terms.to(worker));
  private final UnsafeBuffer bytes = new UnsafeBuffer(Chains.bytes(chain));
  private final Verdict verdict = new Verdict();
  private final CheckRequest check = new CheckRequest();
  private final SettleRequest settle = new SettleRequest();
  private final UseRequest use = Requests.use(chain, 1, 10, 5, PRICE);
  private long nowNs = fixture.nowNs();
  private long id = 1;

  @BeforeEach
  void setUp() {
    requests.setPrice(PRICE, 1_000_000, 3_000_000);
    requests.setBudget(lead, Long.MAX_VALUE, BudgetPeriod.DAY);
    requests.setBudget(worker, Long.MAX_VALUE, BudgetPeriod.MONTH);
    check.chain.wrap(bytes, 0, bytes.capacity());
    check.permission = GateFixture.OPEN_PERMISSION;
    use.chain.wrap(bytes, 0, bytes.capacity());
    settle.chain.wrap(bytes, 0, bytes.capacity());
    settle.amount = 1;
    fixture.stopRecording();
  }

  /** A batch of its own each, half a second apart, so that ids are forgotten as others come. */
  private void assertAllocatesNothing(final Reason expected, final Runnable call) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least != 0; round++) {
      final long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        batch(call);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(verdict.reason()).isEqualTo(expected);
    assertThat(least).as("bytes allocated in %d calls", CALLS).isZero();
  }

  private void batch(final Runnable call) {
    final Gate gate = fixture.gate();
    nowNs += STEP_NS;
    id++;
    gate.beginBatch(nowNs);
    gate.housekeep();
    call.run();
    if (gate.endBatch() > 0) {
      gate.commitBatch();
    }
  }

  private Deciders deciders() {
    return fixture.gate().deciders();
  }

  @Test
  void shouldNotAllocateInLookingAhead() {
    assertAllocatesNothing(
        Reason.OK,
        () -> {
          use.idLow = id;
          final Lookahead lookahead = fixture.gate().deciders().lookahead();
          lookahead.use(use);
          lookahead.chain(check.chain);
          lookahead.settlement(settle);
          lookahead.read();
          fixture.gate().deciders().consume(use, verdict);
        });
  }

  @Test
  void shouldCheckWithoutAllocating() {
    assertAllocatesNothing(Reason.OK, () -> deciders().check(check, verdict));
  }

  @Test
  void shouldVerifyAChainInFullWithoutAllocating() {
    assertAllocatesNothing(
        Reason.OK,
        () -> {
          nowNs += 400_000_000_000L;
          fixture.gate().endBatch();
          fixture.gate().beginBatch(nowNs);
          deciders().check(check, verdict);
        });
  }

  @Test
  void shouldConsumeWithoutAllocating() {
    assertAllocatesNothing(Reason.OK, this::consume);
  }

  private void consume() {
    use.idLow = id;
    deciders().consume(use, verdict);
  }

  @Test
  void shouldReserveCommitAndReleaseWithoutAllocating() {
    assertAllocatesNothing(
        Reason.OK,
        () -> {
          use.idLow = id;
          settle.idLow = id;
          deciders().reserve(use, verdict);
          if ((id & 1) == 0) {
            deciders().commit(settle, verdict);
          } else {
            deciders().release(settle, verdict);
          }
        });
  }

  @Test
  void shouldLetReservationsExpireWithoutAllocating() {
    use.lifetimeNs = 1_000_000_000L;
    assertAllocatesNothing(
        Reason.OK,
        () -> {
          use.idLow = id;
          deciders().reserve(use, verdict);
        });
  }

  @Test
  void shouldAnswerARepeatedRequestWithoutAllocating() {
    batch(this::consume);
    final long first = id;
    assertAllocatesNothing(
        Reason.OK,
        () -> {
          nowNs -= STEP_NS;
          use.idLow = first;
          deciders().consume(use, verdict);
        });
    assertThat(verdict.isDuplicate()).isTrue();
  }

  @Test
  void shouldWorkOutWhatWouldHaveFitWithoutAllocating() {
    use.amount = Long.MAX_VALUE / 5;
    use.outputAmount = Long.MAX_VALUE / 2;
    assertAllocatesNothing(Reason.AMOUNT_OVERFLOW, this::consume);
    assertThat(verdict.fitting()).isPositive();
  }

  @Test
  void shouldDenyWithoutAllocating() {
    assertAllocatesNothing(
        Reason.TAG_INVALID,
        () -> {
          bytes.putLong(LinkLayout.LINK_LENGTH + LinkLayout.TAG_OFFSET, id);
          deciders().check(check, verdict);
          deciders().consume(use, verdict);
          deciders().commit(settle, verdict);
        });
  }

  @Test
  void shouldDenyAnUnknownReservationWithoutAllocating() {
    assertAllocatesNothing(
        Reason.RESERVATION_UNKNOWN,
        () -> {
          settle.idLow = id;
          deciders().commit(settle, verdict);
        });
  }

  @Test
  void shouldRefuseACommandWithoutAllocating() {
    final CommandEnvelope envelope =
        GateFixture.envelope(Chains.root(Terms.to(lead).permissions(0, 0)), worker);
    final TierSet fact = new TierSet();
    assertAllocatesNothing(
        Reason.NOT_AUTHORIZED,
        () -> fixture.gate().agentCommands().setTier(envelope, fact, verdict));
  }
}
