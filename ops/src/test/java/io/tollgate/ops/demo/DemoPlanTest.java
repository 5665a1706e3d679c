package io.tollgate.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ops.demo.DemoAgent.Position;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoPlanTest {

  private final Fleet fleet = new Fleet();

  @Test
  void shouldHaveFourTeamsOfSixWithChainsOfOneToThreeLinks() {
    assertThat(fleet.size()).isEqualTo(24);
    assertThat(fleet.agents().stream().map(DemoAgent::team).distinct()).hasSize(4);
    assertThat(fleet.agents().stream().map(DemoAgent::name).distinct()).hasSize(24);
    for (final DemoAgent agent : fleet.agents()) {
      int links = 1;
      for (int i = agent.delegator(); i >= 0; i = fleet.agent(i).delegator()) {
        assertThat(fleet.agent(i).team()).isEqualTo(agent.team());
        links++;
      }
      assertThat(links).isEqualTo(agent.position().links());
    }
  }

  @Test
  void shouldGiveEveryAgentItsShareOfTheRequestsTheSameEachTime() {
    final int[] counts = new int[fleet.size()];
    IntStream.range(0, 9_200).forEach(i -> counts[fleet.agentOf(i)]++);

    for (final DemoAgent agent : fleet.agents()) {
      assertThat(counts[agent.index()]).isBetween(agent.weight() * 70, agent.weight() * 130);
    }
    assertThat(IntStream.range(0, 5).map(new Fleet()::agentOf).toArray())
        .isEqualTo(IntStream.range(0, 5).map(fleet::agentOf).toArray());
  }

  @Test
  void shouldSumFiguresUpToTheRoot() {
    final long[] own = new long[fleet.size()];
    Arrays.fill(own, 1);

    final long[] sums = DemoPlan.subtreeSums(fleet, own);

    for (final DemoAgent agent : fleet.agents()) {
      final long expected =
          agent.position() == Position.AUTHORITY ? 6 : agent.position() == Position.LEAD ? 5 : 1;
      assertThat(sums[agent.index()]).isEqualTo(expected);
    }
  }

  @Test
  void shouldReserveACeilingThatNoAnswerOfTheTracePasses() {
    assertThat(plan(new TraceRequest(0, 1, 3)).outputCeiling()).isEqualTo(256);
    assertThat(plan(new TraceRequest(0, 1, 256)).outputCeiling()).isEqualTo(256);
    assertThat(plan(new TraceRequest(0, 1, 1_899)).outputCeiling()).isEqualTo(2_048);
  }

  @Test
  void shouldSizeBudgetsSoThatSomeWorkersCannotHaveAllTheyAskFor() {
    final DemoPlan plan =
        new DemoPlan(fleet, CarriedData.trace(), CarriedData.prices().find("openai/gpt-4o"));
    final long[] asked = new long[fleet.size()];
    for (int i = 0; i < plan.requests().size(); i++) {
      final TraceRequest request = plan.requests().get(i);
      asked[fleet.agentOf(i)] +=
          plan.price().costNano(request.contextTokens(), request.generatedTokens());
    }
    final long[] subtree = DemoPlan.subtreeSums(fleet, asked);

    assertThat(fleet.agents())
        .anyMatch(a -> plan.budgetNano(a.index()) < subtree[a.index()])
        .anyMatch(
            a ->
                plan.budgetNano(a.index()) > subtree[a.index()]
                    && plan.budgetNano(a.index()) * 8 / 10 < subtree[a.index()])
        .anyMatch(a -> plan.budgetNano(a.index()) * 8 / 10 > subtree[a.index()]);
  }

  private DemoPlan plan(final TraceRequest request) {
    return new DemoPlan(fleet, List.of(request), new ListPrice("p", "m", 1, 1));
  }
}
