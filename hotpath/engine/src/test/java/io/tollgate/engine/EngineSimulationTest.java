package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.Calendar;
import io.tollgate.engine.infra.cycle.Journal;
import io.tollgate.engine.infra.cycle.RequestHandler.Outcome;
import io.tollgate.engine.infra.state.Recovery;
import io.tollgate.engine.support.ManualClock;
import io.tollgate.engine.support.RawClient;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalException;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engine, journal and crash together: random requests of clients that ask again until they are
 * answered, and a process that dies at any step of a duty cycle, before, in and after the append.
 * After every start the state must be the one that the journal alone gives, and in the end every
 * agent must have used what its clients were told, to the unit.
 */
class EngineSimulationTest {
  private static final int CRASHES = 120;
  private static final int AGENTS = 6;

  /** So short that all of it stays within the time for which ids are remembered. */
  private static final int MAX_STEP_NS = 5_000_000;

  private static final long BUDGET_NANO = Long.MAX_VALUE / 4;

  @TempDir private Path directory;

  private final ManualClock clock = new ManualClock();
  private final Map<Recovery, Integer> recoveries = new EnumMap<>(Recovery.class);
  private final Map<Long, Use> uses = new LinkedHashMap<>();
  private final Map<Long, Long> positions = new HashMap<>();
  private Random random;
  private Crash crash;
  private SteppedEngine engine;
  private Population people;
  private long nextId;

  /** Where the process dies. */
  private enum Crash {
    NOT_NOW,
    BEFORE_APPEND,
    AFTER_APPEND,
    REFUSED_BY_JOURNAL
  }

  /** A use of an agent, asked for until it is answered. */
  private static final class Use {
    private final int agent;
    private final long amount;
    private final boolean isReserved;
    private boolean isHeld;
    private boolean isSettled;
    private long used;

    Use(final int agent, final long amount, final boolean isReserved) {
      this.agent = agent;
      this.amount = amount;
      this.isReserved = isReserved;
    }
  }

  /** The process is gone. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void shouldBeWhatTheJournalSaysAfterEveryCrash() {
    final long seed = Long.getLong("tollgate.seed", System.nanoTime());
    System.out.println("EngineSimulationTest: repeat with -Dtollgate.seed=" + seed);
    random = new Random(seed);
    crash = Crash.NOT_NOW;
    start();
    people = new Population(AGENTS, engine.rootKey(), clock.nanoTime());
    people.settle(engine.messages(), engine.operatorChain(), engine::mustAllow);
    for (int i = 0; i < CRASHES; i++) {
      liveUntilKilled();
      start();
      assertThat(engine.dump()).as("seed %s, crash %s", seed, i).isEqualTo(engine.dumpOfReplay());
    }
    crash = Crash.NOT_NOW;
    finishEverything();
    clock.pass(1_000_000_000L);
    engine.begin();
    engine.end();
    assertThat(engine.dump()).isEqualTo(engine.dumpOfReplay());
    assertUsed(seed);
    engine.closeClean();
    assertThat(recoveries.get(Recovery.UNDONE)).isPositive();
    assertThat(recoveries.get(Recovery.CLEAN)).isPositive();
  }

  private void start() {
    engine = new SteppedEngine(directory, clock, MortalJournal::new);
    recoveries.merge(engine.recovery(), 1, Integer::sum);
  }

  private void liveUntilKilled() {
    final int lifetime = 1 + random.nextInt(30);
    final Crash last =
        random.nextBoolean()
            ? Crash.BEFORE_APPEND
            : random.nextBoolean() ? Crash.AFTER_APPEND : Crash.NOT_NOW;
    try {
      for (int i = 0; i < lifetime; i++) {
        crash = random.nextInt(10) == 0 ? Crash.REFUSED_BY_JOURNAL : Crash.NOT_NOW;
        cycle();
      }
      crash = last;
      engine.begin();
      askSomething();
      if (random.nextInt(3) == 0) {
        throw new Killed();
      }
      engine.end();
      readAnswers();
    } catch (final Killed e) {
      engine.close();
      return;
    }
    if (random.nextBoolean()) {
      engine.closeClean();
    } else {
      engine.close();
    }
  }

  private void cycle() {
    clock.pass(1 + random.nextInt(MAX_STEP_NS));
    engine.begin();
    askSomething();
    engine.end();
    readAnswers();
  }

  private void askSomething() {
    final int requests = 1 + random.nextInt(20);
    for (int i = 0; i < requests; i++) {
      final int length = random.nextInt(8) == 0 ? somethingElse() : someUse();
      assertThat(engine.give(length)).isEqualTo(Outcome.TAKEN);
    }
  }

  private int someUse() {
    if (uses.isEmpty() || random.nextInt(3) == 0) {
      nextId++;
      uses.put(
          nextId, new Use(random.nextInt(AGENTS), 1 + random.nextInt(1_000), random.nextBoolean()));
      return message(nextId);
    }
    return message(1 + random.nextInt((int) nextId));
  }

  /** What a client sends next of a use: again and again the same until it is answered. */
  private int message(final long id) {
    final Use use = uses.get(id);
    if (!use.isReserved) {
      return engine
          .messages()
          .consume(id, people.chain(use.agent), id, use.amount, Population.PRICE);
    }
    return use.isHeld
        ? engine.messages().commit(-id, people.chain(use.agent), id, use.amount / 2)
        : engine
            .messages()
            .reserve(
                id, people.chain(use.agent), id, use.amount, Population.PRICE, 900_000_000_000L);
  }

  private int somethingElse() {
    final int agent = random.nextInt(AGENTS);
    final RawClient.Messages messages = engine.messages();
    final Chain operator = engine.operatorChain();
    return switch (random.nextInt(5)) {
      case 0 -> messages.check(0, people.chain(agent), random.nextInt(20));
      case 1 -> messages.setQuota(0, operator, people.agentId(agent), 1L << 40);
      case 2 -> messages.revokeLink(0, operator, random.nextInt(500), people.agentId(agent));
      case 3 ->
          messages.reserve(
              0, people.chain(agent), -random.nextLong(1L << 40), 9, Population.PRICE, 20_000_000L);
      default -> messages.check(0, people.chain(agent), 16) - 1;
    };
  }

  private void readAnswers() {
    for (AnswerDecoder answer = engine.next(); answer != null; answer = engine.next()) {
      final long id = answer.correlationId();
      if (id != 0) {
        onAnswer(id, answer);
      }
    }
  }

  private void onAnswer(final long id, final AnswerDecoder answer) {
    final Reason reason = Reason.ofCode(answer.reason());
    if (reason == Reason.JOURNAL_UNAVAILABLE) {
      return;
    }
    final Use use = uses.get(Math.abs(id));
    assertThat(reason).as("of use %s", id).isEqualTo(Reason.OK);
    final Long before = positions.put(id, answer.position());
    if (before != null) {
      assertThat(answer.position()).as("id %s decided once", id).isEqualTo(before);
    }
    if (id < 0) {
      use.used = use.amount / 2;
      use.isSettled = true;
    } else if (use.isReserved) {
      use.isHeld = true;
    } else {
      use.used = use.amount;
      use.isSettled = true;
    }
  }

  private void finishEverything() {
    for (final long id : uses.keySet()) {
      while (!uses.get(id).isSettled) {
        engine.begin();
        engine.give(message(id));
        engine.end();
        readAnswers();
      }
    }
  }

  private void assertUsed(final long seed) {
    final long[] expected = new long[AGENTS];
    long all = 0;
    for (final Use use : uses.values()) {
      expected[use.agent] += use.used;
      all += use.used;
    }
    for (int i = 0; i < AGENTS; i++) {
      final int agent = agentSlot(i);
      final int allowance = engine.gate().state().allowances().find(agent, 1);
      final long used = allowance < 0 ? 0 : engine.gate().state().allowances().totalUsed(allowance);
      assertThat(used).as("seed %s, agent %s", seed, i).isEqualTo(expected[i]);
    }
    final int budget = engine.gate().state().budgets().find(agentSlot(0));
    assertThat(BUDGET_NANO).isEqualTo(engine.gate().state().budgets().limitNano(budget));
    assertThat(engine.gate().state().budgets().reservedNano(budget)).isZero();
    assertThat(spentNano(budget)).isEqualTo(all * Population.NANO_PER_UNIT);
  }

  private long spentNano(final int budget) {
    final Calendar calendar = new Calendar();
    calendar.moveTo(clock.nanoTime());
    return engine.gate().state().budgets().spentNano(budget, calendar);
  }

  private int agentSlot(final int agent) {
    return engine.gate().state().agents().find(new UnsafeBuffer(people.agentId(agent)), 0);
  }

  private final class MortalJournal implements Journal {
    private final Journal real;

    MortalJournal(final Journal real) {
      this.real = real;
    }

    @Override
    public void append(final JournalBatch batch) {
      if (crash == Crash.BEFORE_APPEND) {
        throw new Killed();
      }
      if (crash == Crash.REFUSED_BY_JOURNAL) {
        throw new JournalException(JournalException.Kind.UNAVAILABLE, "as the seed wants it");
      }
      real.append(batch);
      if (crash == Crash.AFTER_APPEND) {
        throw new Killed();
      }
    }

    @Override
    public void prepare() {
      real.prepare();
    }

    @Override
    public boolean isSpaceLow() {
      return false;
    }
  }
}
