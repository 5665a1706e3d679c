package io.tollgate.ops.demo;

import java.util.List;

/**
 * What the demo is going to do: the requests, whose they are, what they cost, and how large each
 * agent's budget is made so that some pass 80 % of it and some are refused.
 */
public final class DemoPlan {

  private static final long NANO_PER_CENT = 10_000_000L;
  private static final int LEAST_CEILING = 256;

  private final Fleet fleet;
  private final List<TraceRequest> requests;
  private final ListPrice price;
  private final int outputCeiling;
  private final long[] budgetNano;

  /**
   * Makes the plan of a trace.
   *
   * @param requests at least one
   */
  public DemoPlan(final Fleet fleet, final List<TraceRequest> requests, final ListPrice price) {
    this.fleet = fleet;
    this.requests = List.copyOf(requests);
    this.price = price;
    this.outputCeiling = ceilingOf(requests);
    this.budgetNano = budgets();
  }

  /** A power of two that no answer of the trace passes: what a caller would set as its limit. */
  private static int ceilingOf(final List<TraceRequest> requests) {
    int ceiling = LEAST_CEILING;
    for (final TraceRequest request : requests) {
      while (ceiling < request.generatedTokens()) {
        ceiling *= 2;
      }
    }
    return ceiling;
  }

  private long[] budgets() {
    final long[] cost = new long[fleet.size()];
    for (int i = 0; i < requests.size(); i++) {
      final TraceRequest request = requests.get(i);
      final int agent = fleet.agentOf(i);
      cost[agent] =
          Math.addExact(
              cost[agent], price.costNano(request.contextTokens(), request.generatedTokens()));
    }
    final long[] subtree = subtreeSums(fleet, cost);
    final long[] budgets = new long[fleet.size()];
    for (final DemoAgent agent : fleet.agents()) {
      final long nano =
          Math.multiplyExact(subtree[agent.index()], (long) agent.budgetPercent()) / 100;
      budgets[agent.index()] =
          Math.addExact(nano, NANO_PER_CENT - 1) / NANO_PER_CENT * NANO_PER_CENT;
    }
    return budgets;
  }

  /**
   * Adds to each agent's figure those of all whom it delegated to, directly or not.
   *
   * @param own one figure an agent
   * @return a new array
   */
  public static long[] subtreeSums(final Fleet fleet, final long[] own) {
    final long[] sums = own.clone();
    for (int i = fleet.size() - 1; i >= 0; i--) {
      final int delegator = fleet.agent(i).delegator();
      if (delegator >= 0) {
        sums[delegator] = Math.addExact(sums[delegator], sums[i]);
      }
    }
    return sums;
  }

  public Fleet fleet() {
    return fleet;
  }

  public List<TraceRequest> requests() {
    return requests;
  }

  public ListPrice price() {
    return price;
  }

  /** Returns output tokens that each request reserves. */
  public int outputCeiling() {
    return outputCeiling;
  }

  /** Returns nano-USD, whole cents. */
  public long budgetNano(final int agentIndex) {
    return budgetNano[agentIndex];
  }

  /** Returns time from the first request of the trace to the last, in nanoseconds. */
  public long durationNs() {
    return requests.get(requests.size() - 1).offsetNs();
  }
}
