package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Works out exposures. */
public final class ExposureRule {
  private ExposureRule() {}

  /** The exposure of an agent, from what is around its links. */
  public static Exposure of(
      final Agent agent,
      final Reachable reachable,
      final PermissionNames names,
      final LeftBudgets left,
      final boolean isComplete) {
    final Map<Long, List<ReachLink>> chains = reachable.liveChains();
    final Map<AgentId, List<List<ReachLink>>> byAgent = new LinkedHashMap<>();
    for (final ReachLink link : reachable.below()) {
      if (chains.containsKey(link.linkId())) {
        byAgent
            .computeIfAbsent(link.agentId(), id -> new ArrayList<>())
            .add(chains.get(link.linkId()));
      }
    }
    final List<Exposure.Below> below = new ArrayList<>();
    byAgent.forEach(
        (agentId, ending) -> {
          if (!agentId.equals(agent.agentId())) {
            final ReachLink last = last(ending.get(0));
            below.add(
                new Exposure.Below(
                    agentId,
                    last.name(),
                    last.trust(),
                    grants(ending, names),
                    SpendBound.of(ending),
                    SpendBound.of(ending, left)));
          }
        });
    final List<List<ReachLink>> held = byAgent.getOrDefault(agent.agentId(), List.of());
    return new Exposure(
        agent,
        grants(held, names),
        SpendBound.of(chains.values()),
        SpendBound.of(chains.values(), left),
        below,
        isComplete,
        left.isKnown());
  }

  private static Map<String, Set<String>> grants(
      final Collection<List<ReachLink>> chains, final PermissionNames names) {
    final Map<String, Set<String>> grants = new TreeMap<>();
    for (final List<ReachLink> chain : chains) {
      final ReachLink link = last(chain);
      grants
          .computeIfAbsent(link.scope(), scope -> new TreeSet<>())
          .addAll(names.namesOf(link.permissions()));
    }
    return grants;
  }

  private static ReachLink last(final List<ReachLink> chain) {
    return chain.get(chain.size() - 1);
  }
}
