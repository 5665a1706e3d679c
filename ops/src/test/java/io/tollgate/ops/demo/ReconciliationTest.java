package io.tollgate.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalContext;
import io.tollgate.sbe.journal.AgentRegisteredEncoder;
import io.tollgate.sbe.journal.DeniedEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import io.tollgate.sbe.journal.SettledEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run against a gate in memory, whose records a real journal holds, reconciled three ways. */
class ReconciliationTest {

  private static final int REQUESTS = 500;
  private static final int REFUSED_EVERY = 10;

  @TempDir Path directory;

  private final Fleet fleet = new Fleet();
  private final DemoPlan plan =
      new DemoPlan(
          fleet,
          IntStream.range(0, REQUESTS)
              .mapToObj(i -> new TraceRequest(i, 1_000 + i, i % 50))
              .toList(),
          new ListPrice("p", "m", 2_500_000_001L, 10_000_000_003L));
  private final List<String> agentIds =
      fleet.agents().stream().map(agent -> String.format("%064x", agent.index() + 1)).toList();
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private long nowNs;

  @Test
  void shouldFindNothingWhereAllThreeAgree() {
    final DemoOutcome outcome = run();
    write(REQUESTS, 0);

    assertThat(Reconciliation.compare(fleet, outcome, engine(outcome, 0), read())).isEmpty();
  }

  @Test
  void shouldFindACommitThatTheJournalLacks() {
    final DemoOutcome outcome = run();
    write(REQUESTS - 2, 0);

    assertThat(Reconciliation.compare(fleet, outcome, engine(outcome, 0), read()))
        .extracting(Reconciliation.Mismatch::what)
        .contains("granted requests", "tokens", "context tokens", "nano-USD");
  }

  @Test
  void shouldFindASingleToken() {
    final DemoOutcome outcome = run();
    write(REQUESTS, 1);
    assertThat(Reconciliation.compare(fleet, outcome, engine(outcome, 0), read()))
        .extracting(Reconciliation.Mismatch::what)
        .containsOnly("tokens", "context tokens");
  }

  @Test
  void shouldFindASingleNanoThatOnlyTheEngineCounted() {
    final DemoOutcome outcome = run();
    write(REQUESTS, 0);

    assertThat(Reconciliation.compare(fleet, outcome, engine(outcome, 1), read()))
        .extracting(Reconciliation.Mismatch::what)
        .containsOnly("nano-USD");
  }

  private DemoOutcome run() {
    final RememberingGate gate = new RememberingGate();
    gate.refuseEvery = REFUSED_EVERY;
    return new DemoRun(
            plan,
            new DemoPace(0),
            gate,
            () -> nowNs += 1_000,
            NoOpIdleStrategy.INSTANCE,
            42,
            new DemoProgress(new PrintWriter(new StringWriter()), false, () -> 0))
        .run();
  }

  /** What an engine would tell that counted the same, and so many nano-dollars more. */
  private List<EngineSums> engine(final DemoOutcome outcome, final long moreNano) {
    final long[] own = new long[fleet.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = outcome.sums()[i].costNano();
    }
    final long[] spent = DemoPlan.subtreeSums(fleet, own);
    final List<EngineSums> sums = new ArrayList<>();
    for (int i = 0; i < fleet.size(); i++) {
      sums.add(
          new EngineSums(
              outcome.sums()[i].tokens(),
              spent[i] + moreNano,
              0,
              plan.budgetNano(i),
              2 * outcome.sums()[i].granted(),
              outcome.refused(i)));
    }
    return sums;
  }

  private JournalSums read() {
    final JournalSums sums = new JournalSums(agentIds);
    sums.read(directory, 1);
    return sums;
  }

  /** Writes the run's records up to a request, and one token too many where asked to. */
  private void write(final int requests, final int moreTokens) {
    final JournalBatch batch = new JournalBatch(256 * 1024);
    final JournalContext context = new JournalContext().directory(directory);
    try (JournalAppender journal = JournalAppender.open(context.conclude())) {
      batch.begin(1, 1, 1_000);
      fleet.agents().forEach(agent -> register(batch, agent));
      for (int i = 0; i < requests; i++) {
        if ((i + 1) % REFUSED_EVERY == 0) {
          deny(batch, fleet.agentOf(i));
        } else {
          settle(batch, i, i == 0 ? moreTokens : 0);
        }
      }
      journal.append(batch);
    }
  }

  private void register(final JournalBatch batch, final DemoAgent agent) {
    final AgentRegisteredEncoder record = new AgentRegisteredEncoder();
    record.wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header);
    final byte[] id = HexFormat.of().parseHex(agentIds.get(agent.index()));
    record
        .putAgentId(id, 0, id.length)
        .putPublicKey(id, 0, id.length)
        .agentIndex(100 + agent.index())
        .tenantId(1)
        .actorIndex(0)
        .trust((short) 1)
        .tier((short) 0)
        .actor("")
        .name(agent.name());
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength());
  }

  private void settle(final JournalBatch batch, final int request, final int moreTokens) {
    final TraceRequest traced = plan.requests().get(request);
    final SettledEncoder record = new SettledEncoder();
    record.wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header);
    record
        .reservationIdHigh(42)
        .reservationIdLow(request + 1L)
        .amount(traced.contextTokens() + moreTokens)
        .outputAmount(traced.generatedTokens())
        .costNano(plan.price().costNano(traced.contextTokens(), traced.generatedTokens()))
        .agentIndex(100 + fleet.agentOf(request))
        .operation((short) Operation.COMMIT.code())
        .levelsCount(0);
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength());
  }

  private void deny(final JournalBatch batch, final int agent) {
    final DeniedEncoder record = new DeniedEncoder();
    record.wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header);
    record
        .agentIndex(100 + agent)
        .operation((short) Operation.RESERVE.code())
        .reason((short) Reason.BUDGET_EXCEEDED.code());
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength());
  }
}
