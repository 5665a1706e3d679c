package io.tollgate.identity.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An agent's links, those above them up to the roots, and those below them, and what follows from
 * the rule that a chain is worth no more than its weakest link.
 *
 * @param above of each link that the agent holds, the links above it, root first.
 * @param below the links that the agent holds and all below them, each before what is below it.
 */
public record Reachable(Map<Long, List<ReachLink>> above, List<ReachLink> below) {
  /** The most links that are looked at below one agent. */
  public static final int MAX_LINKS = 10_000;

  /** Keeps a copy of the links. */
  public Reachable {
    above = Map.copyOf(above);
    below = List.copyOf(below);
  }

  /** The links through which nothing can pass, because they or links above them are cut. */
  public Set<Long> cutOff() {
    final Set<Long> cut = new HashSet<>();
    for (final ReachLink link : below) {
      final boolean isCutAbove =
          link.level() == 0
              ? above.getOrDefault(link.linkId(), List.of()).stream().anyMatch(ReachLink::isCut)
              : link.parentLinkId().map(cut::contains).orElse(false);
      if (isCutAbove || link.isCut()) {
        cut.add(link.linkId());
      }
    }
    return cut;
  }

  /** Of each link that lets something pass, its whole chain, root first, itself last. */
  public Map<Long, List<ReachLink>> liveChains() {
    final Set<Long> cut = cutOff();
    final Map<Long, List<ReachLink>> chains = new HashMap<>();
    for (final ReachLink link : below) {
      if (!cut.contains(link.linkId())) {
        final List<ReachLink> chain =
            new ArrayList<>(
                link.level() == 0
                    ? above.getOrDefault(link.linkId(), List.of())
                    : chains.get(link.parentLinkId().orElseThrow()));
        chain.add(link);
        chains.put(link.linkId(), List.copyOf(chain));
      }
    }
    return chains;
  }
}
