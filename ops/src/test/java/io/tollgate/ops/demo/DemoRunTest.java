package io.tollgate.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.ops.cli.CliException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;

class DemoRunTest {

  private static final int REQUESTS = 1_000;

  private final RememberingGate gate = new RememberingGate();
  private final StringWriter talk = new StringWriter();
  private long nowNs;

  @Test
  void shouldCommitWhatWasGrantedAndNothingElse() {
    gate.refuseEvery = 10;

    final DemoOutcome outcome = run(new DemoPace(0));

    assertThat(total(outcome)).isEqualTo(REQUESTS - 100);
    assertThat(outcome.refusals()).isEqualTo(Map.of(Reason.BUDGET_EXCEEDED, 100));
    assertThat(gate.committed).hasSize(REQUESTS - 100);
    assertThat(gate.committed.values().stream().mapToLong(tokens -> tokens).sum())
        .isEqualTo(Arrays.stream(outcome.sums()).mapToLong(AgentSums::tokens).sum());
    assertThat(outcome.reconnects()).isZero();
  }

  @Test
  void shouldGoOnUnderTheSameIdsWhenTheGateBreaksAgainAndAgain() {
    gate.refuseEvery = 10;
    gate.breakEvery = 97;

    final DemoOutcome outcome = run(new DemoPace(0));

    assertThat(outcome.reconnects()).isGreaterThan(10);
    assertThat(gate.connects).isEqualTo(outcome.reconnects() + 1);
    assertThat(gate.reserved).hasSize(REQUESTS);
    assertThat(gate.committed).hasSize(REQUESTS - 100);
    assertThat(total(outcome)).isEqualTo(REQUESTS - 100);
    assertThat(talk.toString()).contains("the gate is away").contains("the gate is back");
  }

  @Test
  void shouldTryAgainWhereTheGateIsOverloaded() {
    gate.overloadedEvery = 5;

    final DemoOutcome outcome = run(new DemoPace(0));

    assertThat(total(outcome)).isEqualTo(REQUESTS);
    assertThat(outcome.refusals()).isEmpty();
  }

  @Test
  void shouldStopWhereACommitIsRefusedThatNoOutageExplains() {
    gate.forgets = true;

    assertThatThrownBy(() -> run(new DemoPace(0)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("refused its commit: RESERVATION_UNKNOWN");
  }

  @Test
  void shouldSendAPacedTraceAtItsOwnTimesDividedByTheSpeed() {
    final DemoOutcome outcome = run(new DemoPace(10));

    assertThat(outcome.elapsedNs()).isBetween(99_900_000L, 101_000_000L);
    assertThat(total(outcome)).isEqualTo(REQUESTS);
  }

  @Test
  void shouldCountLatencyFromWhenARequestShouldHaveBeenSent() {
    final DemoPace pace = new DemoPace(10);
    final TraceRequest request = new TraceRequest(1_000, 1, 1);

    assertThat(pace.intendedNs(request, 50, 7_000_000)).isEqualTo(150);
    assertThat(new DemoPace(0).intendedNs(request, 50, 7_000_000)).isEqualTo(7_000_000);
  }

  @Test
  void shouldReadASpeedOrMaxAndNothingElse() {
    assertThat(DemoPace.parse("max").isPaced()).isFalse();
    assertThat(DemoPace.parse("2.5").speed()).isEqualTo(2.5);
    for (final String text : List.of("0", "-1", "fast", "NaN", "1e9", "")) {
      assertThatThrownBy(() -> DemoPace.parse(text)).isInstanceOf(CliException.class);
    }
  }

  private DemoOutcome run(final DemoPace pace) {
    final DemoPlan plan =
        new DemoPlan(
            new Fleet(),
            IntStream.range(0, REQUESTS)
                .mapToObj(i -> new TraceRequest(i * 1_000_000L, i + 1, i % 50))
                .toList(),
            new ListPrice("p", "m", 2_500_000_000L, 10_000_000_000L));
    return new DemoRun(
            plan,
            pace,
            gate,
            () -> nowNs += 1_000,
            NoOpIdleStrategy.INSTANCE,
            42,
            new DemoProgress(new PrintWriter(talk), false, () -> nowNs))
        .run();
  }

  private static long total(final DemoOutcome outcome) {
    return Arrays.stream(outcome.sums()).mapToLong(AgentSums::granted).sum();
  }
}
