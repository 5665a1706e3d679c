package io.tollgate.engine.domain.state;

/**
 * How much the state can hold; what passes a bound is refused. Changing one takes a rebuild from
 * the journal.
 *
 * @param agents ever registered; 256 bytes each.
 * @param keys ever added; 64 bytes each, and as much again in memory.
 * @param allowances pairs of agent and resource; 128 bytes each.
 * @param budgets agents with a budget; 64 bytes each.
 * @param prices entries of the price list; 128 bytes each.
 * @param reservations open or remembered; 256 bytes each.
 * @param events ids remembered; 128 bytes each. Must hold what arrives within the time that ids are
 *     kept.
 * @param revokedLinks remembered; 32 bytes each.
 */
public record Capacities(
    int agents,
    int keys,
    int allowances,
    int budgets,
    int prices,
    int reservations,
    int events,
    int revokedLinks) {
  private static final int MOST = 1 << 27;

  /** Refuses what is out of range. */
  public Capacities {
    check("agents", agents);
    check("keys", keys);
    check("allowances", allowances);
    check("budgets", budgets);
    check("prices", prices);
    check("reservations", reservations);
    check("events", events);
    check("revokedLinks", revokedLinks);
  }

  private static void check(final String name, final int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "capacity for " + name + " is " + value + ", not 1 to " + MOST);
    }
  }

  /** Enough for a million agents; only what is used takes memory. */
  public static Capacities standard() {
    return new Capacities(1 << 20, 1 << 12, 1 << 21, 1 << 20, 1 << 14, 1 << 18, 1 << 20, 1 << 18);
  }

  /** Enough for tests and small tools. */
  public static Capacities small() {
    return new Capacities(1 << 10, 1 << 6, 1 << 11, 1 << 10, 1 << 6, 1 << 10, 1 << 10, 1 << 8);
  }
}
