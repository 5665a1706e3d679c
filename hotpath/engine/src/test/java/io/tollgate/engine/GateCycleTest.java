package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.Publication;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.infra.cycle.Journal;
import io.tollgate.engine.infra.cycle.RequestHandler.Outcome;
import io.tollgate.engine.support.ManualClock;
import io.tollgate.engine.support.RawClient;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalException;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.nio.file.Path;
import org.agrona.concurrent.AgentTerminationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCycleTest {
  @TempDir private Path directory;

  private final ManualClock clock = new ManualClock();
  private JournalException.Kind fault;
  private boolean isFull;
  private SteppedEngine engine;
  private Population people;

  @BeforeEach
  void open() {
    engine = new SteppedEngine(directory, clock, FaultyJournal::new);
    people = new Population(4, engine.rootKey(), clock.nanoTime());
    people.settle(engine.messages(), engine.operatorChain(), engine::mustAllow);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldReleaseAnswersOfOneCycleInTheOrderOfRequests() {
    engine.begin();
    for (int i = 0; i < 50; i++) {
      assertThat(engine.give(engine.messages().check(i, people.chain(1), 16)))
          .isEqualTo(Outcome.TAKEN);
    }
    assertThat(engine.next()).as("before the journal has the batch").isNull();
    engine.end();
    for (int i = 0; i < 50; i++) {
      assertThat(engine.next().correlationId()).isEqualTo(i);
    }
  }

  @Test
  void shouldAnswerUseWithWhatIsLeft() {
    engine.mustAllow(engine.messages().setQuota(1, engine.operatorChain(), people.agentId(1), 100));
    final AnswerDecoder answer =
        engine.ask(engine.messages().consume(2, people.chain(1), 1, 30, Population.PRICE));
    assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.OK);
    assertThat(answer.remaining()).isEqualTo(70);
    assertThat(answer.costNano()).isEqualTo(30 * Population.NANO_PER_UNIT);
  }

  @Test
  void shouldUndoEverythingOfCycleThatTheJournalRefuses() {
    final String before = engine.dump();
    fault = JournalException.Kind.UNAVAILABLE;
    engine.begin();
    engine.give(engine.messages().consume(1, people.chain(1), 1, 30, Population.PRICE));
    engine.give(engine.messages().check(2, people.chain(2), 16));
    engine.end();
    assertThat(RawClient.reasonOf(engine.next())).isEqualTo(Reason.JOURNAL_UNAVAILABLE);
    final AnswerDecoder second = engine.next();
    assertThat(RawClient.reasonOf(second)).isEqualTo(Reason.JOURNAL_UNAVAILABLE);
    assertThat(second.decision()).isEqualTo((short) 0);
    assertThat(engine.dump()).isEqualTo(before);
    assertThat(engine.counters().get(EngineCounter.APPEND_FAILURES).get()).isEqualTo(1);

    fault = null;
    final AnswerDecoder again =
        engine.ask(engine.messages().consume(3, people.chain(1), 1, 30, Population.PRICE));
    assertThat(RawClient.reasonOf(again)).isEqualTo(Reason.OK);
    assertThat(again.duplicate()).as("nothing of the first try is left").isZero();
    assertThat(engine.dump()).isEqualTo(engine.dumpOfReplay());
  }

  @Test
  void shouldNotBelieveChainThatWasVerifiedInCycleThatWasTakenBack() {
    final Chain other = people.chainByLink(1, 77);
    final Chain operator = engine.operatorChain();
    fault = JournalException.Kind.UNAVAILABLE;
    engine.begin();
    engine.give(engine.messages().revokeLink(1, operator, 66, people.agentId(1)));
    engine.give(engine.messages().check(2, other, 16));
    engine.end();
    fault = null;
    engine.mustAllow(engine.messages().revokeLink(3, operator, 77, people.agentId(1)));
    final AnswerDecoder answer = engine.ask(engine.messages().check(4, other, 16));
    assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.LINK_REVOKED);
  }

  @Test
  void shouldNotLetAnAgentActAsItsDelegatorByCuttingOffItsChain() {
    final Chain worker = people.chain(1);
    final byte[] cut = new byte[worker.length() / 2];
    worker.buffer().getBytes(0, cut);
    final AnswerDecoder answer =
        engine.ask(engine.messages().check(1, Chain.ofBytes(cut), Population.PERMISSION));
    assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.TAG_INVALID);
  }

  @Test
  void shouldRefuseWhatWouldBeWrittenWhileTheDiskIsFullAndStillAnswerQuestions() {
    isFull = true;
    final String before = engine.dump();
    final AnswerDecoder answer = engine.ask(engine.messages().check(1, people.chain(1), 16));
    assertThat(RawClient.reasonOf(answer)).isEqualTo(Reason.DISK_FULL);
    assertThat(engine.counters().get(EngineCounter.WRITABLE).get())
        .isEqualTo(Reason.DISK_FULL.code());
    engine.begin();
    assertThat(engine.give(engine.messages().status(2))).isEqualTo(Outcome.TAKEN);
    engine.end();
    assertThat(engine.channel().poll()).isPositive();
    assertThat(engine.dump()).isEqualTo(before);

    isFull = false;
    engine.mustAllow(engine.messages().check(3, people.chain(1), 16));
    assertThat(engine.counters().get(EngineCounter.WRITABLE).get()).isZero();
  }

  @Test
  void shouldAnswerNothingAndStopWhereNobodyKnowsWhetherTheJournalHasTheBatch() {
    fault = JournalException.Kind.FAILED;
    engine.begin();
    engine.give(engine.messages().check(1, people.chain(1), 16));
    assertThatThrownBy(engine::end).isInstanceOf(AgentTerminationException.class);
    assertThat(engine.next()).isNull();
  }

  @Test
  void shouldLeaveRequestForLaterWhereClientHasNoRoomForItsAnswer() {
    final String before = engine.dump();
    engine.channel().refuse(Publication.BACK_PRESSURED);
    engine.begin();
    assertThat(engine.give(engine.messages().check(1, people.chain(1), 16)))
        .isEqualTo(Outcome.NO_ROOM_FOR_ANSWER);
    engine.channel().refuse(Publication.NOT_CONNECTED);
    assertThat(engine.give(engine.messages().check(1, people.chain(1), 16)))
        .isEqualTo(Outcome.CLIENT_GONE);
    engine.end();
    assertThat(engine.dump()).isEqualTo(before);
  }

  @Test
  void shouldTakeNoMoreThanItsBoundInOneCycle() {
    engine.begin();
    int taken = 0;
    while (engine.give(engine.messages().check(taken, people.chain(1), 16)) == Outcome.TAKEN) {
      taken++;
    }
    engine.end();
    assertThat(taken).isEqualTo(1024);
    assertThat(engine.counters().get(EngineCounter.CYCLES_FULL).get()).isEqualTo(1);
  }

  @Test
  void shouldGiveEachKindOfBadMessageItsReason() {
    final int length = engine.messages().check(9, people.chain(1), 16);
    assertThat(RawClient.reasonOf(engine.ask(length - 1))).isEqualTo(Reason.MALFORMED);
    engine.begin();
    assertThat(engine.giveFragment(length)).isEqualTo(Outcome.TAKEN);
    engine.end();
    final AnswerDecoder tooLong = engine.next();
    assertThat(RawClient.reasonOf(tooLong)).isEqualTo(Reason.MESSAGE_TOO_LONG);
    assertThat(tooLong.correlationId()).isEqualTo(9);
    engine.messages().buffer().putShort(6, (short) 9);
    assertThat(RawClient.reasonOf(engine.ask(length))).isEqualTo(Reason.UNSUPPORTED_VERSION);
    engine.messages().buffer().putShort(4, (short) 9);
    engine.begin();
    assertThat(engine.give(length)).isEqualTo(Outcome.TAKEN);
    engine.end();
    assertThat(engine.next()).as("no correlation id can be read").isNull();
    assertThat(engine.counters().refused(Reason.UNSUPPORTED_SCHEMA)).isEqualTo(1);
    assertThat(engine.counters().refused(Reason.MALFORMED)).isEqualTo(1);
  }

  private final class FaultyJournal implements Journal {
    private final Journal real;

    FaultyJournal(final Journal real) {
      this.real = real;
    }

    @Override
    public void append(final JournalBatch batch) {
      if (fault != null) {
        throw new JournalException(fault, "as the test wants it");
      }
      real.append(batch);
    }

    @Override
    public void prepare() {
      real.prepare();
    }

    @Override
    public boolean isSpaceLow() {
      return isFull;
    }
  }
}
