package io.tollgate.identity.flow;

import io.tollgate.identity.store.AgentTable;
import org.agrona.collections.Long2LongHashMap;
import org.jdbi.v3.core.Handle;

/**
 * When agents were last active, to the minute: one write a batch for each agent that had a
 * decision, and only where the minute is another.
 */
final class Activity {
  /** As coarse as it is. */
  static final long GRAIN_NS = 60_000_000_000L;

  private static final long NONE = Long.MIN_VALUE;

  private final Long2LongHashMap latest = new Long2LongHashMap(NONE);
  private final AgentTable agents = new AgentTable();

  void seen(final long agentIndex, final long timeNs) {
    latest.put(agentIndex, timeNs - timeNs % GRAIN_NS);
  }

  void apply(final Handle handle) {
    if (!latest.isEmpty()) {
      agents.active(handle, latest);
    }
  }

  void clear() {
    latest.clear();
  }
}
