package io.tollgate.identity.lookup;

import io.tollgate.lookup.Epoch;
import io.tollgate.lookup.LookupCache;
import io.tollgate.lookup.Standing;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.function.BiFunction;

/** A cache of something about agents, as the follower of the journal sees it. */
final class FollowedCache<V> {
  private final LookupCache<AgentId, V> cache;
  private final BiFunction<V, Instant, V> activeAt;

  /**
   * Over a cache.
   *
   * @param activeAt makes a value that knows of an agent's activity.
   */
  FollowedCache(final LookupCache<AgentId, V> cache, final BiFunction<V, Instant, V> activeAt) {
    this.cache = cache;
    this.activeAt = activeAt;
  }

  void begin(final Epoch epoch) {
    cache.begin(epoch);
  }

  void changed() {
    cache.changed();
  }

  void tell(final long agentIndex, final Standing standing) {
    cache.tell(agentIndex, standing);
  }

  void active(final long agentIndex, final Instant time) {
    cache.amend(agentIndex, value -> activeAt.apply(value, time));
  }
}
