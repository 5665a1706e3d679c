package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExposureRuleTest {
  private static final Currency USD = Currency.getInstance("USD");
  private static final Instant TIME = Instant.parse("2026-11-23T09:27:00Z");

  /** 1 -> 2 -> 3, and 1 -> 4. */
  private static Exposure exposure(final Map<Integer, Long> limits, final LeftBudgets left) {
    final List<ReachLink> below =
        List.of(
            link(1, Optional.empty(), 0, limits),
            link(2, Optional.of(1L), 1, limits),
            link(3, Optional.of(2L), 2, limits),
            link(4, Optional.of(1L), 1, limits));
    return ExposureRule.of(
        agent(1), new Reachable(Map.of(), below), new PermissionNames(List.of()), left, true);
  }

  @Test
  void shouldSayWhatIsLeftBesideTheLimit() {
    final Map<Integer, Long> limits = Map.of(1, 100L, 2, 30L, 4, 50L);
    final Exposure exposure =
        exposure(limits, new LeftBudgets(Map.of(id(1), 60L, id(2), 5L, id(4), 50L), true));

    // The agent at the top acts by itself too, so it is its own budget that bounds them all.
    assertThat(exposure.spendNano()).containsEntry(USD, 100L);
    assertThat(exposure.leftNano()).containsEntry(USD, 60L);
    assertThat(exposure.below())
        .extracting(below -> below.leftNano().get(USD) + " of " + below.spendNano().get(USD))
        .containsExactly("5 of 30", "5 of 30", "50 of 50");
    assertThat(exposure.isLeftKnown()).isTrue();
  }

  @Test
  void shouldCountABudgetWholeThatNothingIsKnownAbout() {
    final Exposure exposure =
        exposure(Map.of(1, 100L, 2, 30L), new LeftBudgets(Map.of(id(2), 7L), false));

    assertThat(exposure.leftNano()).containsEntry(USD, 100L);
    assertThat(exposure.below().get(0).leftNano()).containsEntry(USD, 7L);
    assertThat(exposure.isLeftKnown()).isFalse();
  }

  @Test
  void shouldShowThatAllIsSpentRatherThanNothing() {
    final Exposure exposure = exposure(Map.of(1, 100L), new LeftBudgets(Map.of(id(1), 0L), true));

    assertThat(exposure.leftNano()).containsEntry(USD, 0L);
  }

  @Test
  void shouldLeaveNothingOfALimitThatWasLoweredBelowWhatWasSpent() {
    final Budget budget = new Budget(10, USD, BudgetPeriod.DAY);
    assertThat(LeftBudgets.of(new LiveBudget(budget, 25, 0))).isZero();
    assertThat(LeftBudgets.of(new LiveBudget(budget, 4, 5))).isEqualTo(6);
  }

  @Property
  void shouldNeverLeaveMoreThanTheLimitNorLessThanAnyOneAgentHas(
      @ForAll @Size(4) final List<@LongRange(min = 0, max = 1_000) Long> limits,
      @ForAll @Size(4) final List<@LongRange(min = 0, max = 1_500) Long> left) {
    final Map<Integer, Long> limitOf = new HashMap<>();
    final Map<AgentId, Long> leftOf = new HashMap<>();
    for (int agent = 1; agent <= 4; agent++) {
      limitOf.put(agent, limits.get(agent - 1));
      leftOf.put(id(agent), left.get(agent - 1));
    }
    final Exposure exposure = exposure(limitOf, new LeftBudgets(leftOf, true));
    assertThat(exposure.leftNano().get(USD)).isLessThanOrEqualTo(exposure.spendNano().get(USD));
    for (final Exposure.Below below : exposure.below()) {
      assertThat(below.leftNano().get(USD))
          .isLessThanOrEqualTo(below.spendNano().get(USD))
          .isLessThanOrEqualTo(exposure.leftNano().get(USD));
    }
  }

  private static ReachLink link(
      final int agent,
      final Optional<Long> parent,
      final int level,
      final Map<Integer, Long> limits) {
    return new ReachLink(
        agent,
        parent,
        level,
        id(agent),
        "agent-" + agent,
        Trust.TRUSTED,
        PermissionSet.NONE,
        "",
        TIME,
        false,
        Optional.ofNullable(limits.get(agent))
            .map(limit -> new Budget(limit, USD, BudgetPeriod.MONTH)));
  }

  private static Agent agent(final int number) {
    return new Agent(
        id(number),
        "d7".repeat(32),
        "d7".repeat(32),
        0,
        number,
        1,
        "agent-" + number,
        Trust.TRUSTED,
        Tier.BASIC,
        TIME,
        "admin",
        1,
        Profile.NONE,
        Optional.empty());
  }

  private static AgentId id(final int number) {
    return AgentId.ofHex(String.format("%064x", number));
  }
}
