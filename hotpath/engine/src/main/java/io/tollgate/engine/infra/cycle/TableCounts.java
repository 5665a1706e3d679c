package io.tollgate.engine.infra.cycle;

import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.Table;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Shows how full the tables are, ten times a second: often enough for people, and no cycle pays for
 * it. Engine thread; allocates nothing.
 */
final class TableCounts {
  private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Table[] TABLES =
      Arrays.stream(Table.values()).filter(Table::isCounted).toArray(Table[]::new);

  private final GateState state;
  private final EngineCounters counters;
  private long dueNs;

  TableCounts(final GateState state, final EngineCounters counters) {
    this.state = state;
    this.counters = counters;
  }

  void update(final long nowNs) {
    if (nowNs < dueNs) {
      return;
    }
    dueNs = nowNs + INTERVAL_NS;
    for (final Table table : TABLES) {
      counters.records(table, state.records(table));
    }
  }
}
