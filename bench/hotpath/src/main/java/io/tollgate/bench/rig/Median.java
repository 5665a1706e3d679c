package io.tollgate.bench.rig;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns of two sides one right after the other, of which the middle one counts: on a machine whose
 * speed changes by the second, only what was measured side by side can be compared.
 *
 * @param gate of the middle turn by ratio.
 * @param echo of the same turn.
 */
record Median(double gate, double echo) {
  /** Gathers turns. */
  static final class Turns {
    private final List<Median> turns = new ArrayList<>();

    void add(final double gate, final double echo) {
      turns.add(new Median(gate, echo));
    }

    /** The turn in the middle by ratio; of two the worse one for the gate's latency. */
    Median middle() {
      turns.sort(Comparator.comparingDouble(Median::ratio));
      return turns.get(turns.size() / 2);
    }
  }

  double ratio() {
    return gate / echo;
  }
}
