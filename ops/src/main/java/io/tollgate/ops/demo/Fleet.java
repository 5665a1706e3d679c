package io.tollgate.ops.demo;

import io.tollgate.ops.demo.DemoAgent.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The 24 agents of the demo: 4 teams of an authority, a lead and 4 workers. */
public final class Fleet {

  private static final List<String> TEAMS = List.of("platform", "product", "data", "support");
  private static final int AUTHORITY_BUDGET_PERCENT = 130;

  /** The data team's lead has less than its workers ask for: they are refused on its account. */
  private static final int[] LEAD_BUDGET_PERCENT = {125, 115, 75, 125};

  /** In every team: one at ease, two that pass 80 %, one that runs out. */
  private static final int[] WORKER_BUDGET_PERCENT = {160, 118, 108, 55};

  private static final int AUTHORITY_WEIGHT = 1;
  private static final int LEAD_WEIGHT = 2;
  private static final int WORKER_WEIGHT = 5;

  private final List<DemoAgent> agents = new ArrayList<>();
  private final int[] agentByWeight;

  public Fleet() {
    for (int team = 0; team < TEAMS.size(); team++) {
      final int authority =
          add(
              team,
              "authority",
              Position.AUTHORITY,
              -1,
              AUTHORITY_WEIGHT,
              AUTHORITY_BUDGET_PERCENT);
      final int lead =
          add(team, "lead", Position.LEAD, authority, LEAD_WEIGHT, LEAD_BUDGET_PERCENT[team]);
      for (int worker = 0; worker < WORKER_BUDGET_PERCENT.length; worker++) {
        add(
            team,
            "worker-" + (worker + 1),
            Position.WORKER,
            lead,
            WORKER_WEIGHT,
            WORKER_BUDGET_PERCENT[worker]);
      }
    }
    agentByWeight =
        agents.stream().flatMapToInt(a -> IntStream.generate(a::index).limit(a.weight())).toArray();
  }

  private int add(
      final int team,
      final String suffix,
      final Position position,
      final int delegator,
      final int weight,
      final int budgetPercent) {
    final int index = agents.size();
    final String name = String.format(Locale.ROOT, "%s-%s", TEAMS.get(team), suffix);
    agents.add(
        new DemoAgent(index, name, TEAMS.get(team), position, delegator, weight, budgetPercent));
    return index;
  }

  public List<DemoAgent> agents() {
    return List.copyOf(agents);
  }

  public DemoAgent agent(final int index) {
    return agents.get(index);
  }

  public int size() {
    return agents.size();
  }

  /**
   * Whose request this is; the same for every run.
   *
   * @param requestIndex place in the trace, from 0
   * @return index of the agent
   */
  public int agentOf(final int requestIndex) {
    return agentByWeight[(int) Long.remainderUnsigned(mix(requestIndex), agentByWeight.length)];
  }

  /** SplitMix64's finaliser: spreads neighbouring indexes over the fleet. */
  private static long mix(final long value) {
    long z = (value + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
