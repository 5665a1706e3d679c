package io.tollgate.ops.demo;

/**
 * One agent of the demo's fleet.
 *
 * @param index its place in the fleet; delegators come before whom they delegate to
 * @param delegator its delegator's place in the fleet, or -1 for the authority of a team
 * @param weight its share of the requests, against the sum of all weights
 * @param budgetPercent its budget, in percent of what the requests of its whole subtree would cost
 */
public record DemoAgent(
    int index,
    String name,
    String team,
    Position position,
    int delegator,
    int weight,
    int budgetPercent) {

  /** Where an agent stands in its team: the length of its chain is 1, 2 or 3 links. */
  public enum Position {
    AUTHORITY(1),
    LEAD(2),
    WORKER(3);

    private final int links;

    Position(final int links) {
      this.links = links;
    }

    /** Returns how many links the agent's chain has. */
    public int links() {
      return links;
    }
  }
}
