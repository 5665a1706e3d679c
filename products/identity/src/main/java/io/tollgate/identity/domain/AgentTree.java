package io.tollgate.identity.domain;

import java.util.List;
import java.util.Set;

/**
 * Who can reach what through an agent.
 *
 * @param agent at the top.
 * @param nodes its live links and all below them, each before what is below it.
 * @param isComplete false where there are more than {@value Reachable#MAX_LINKS}.
 */
public record AgentTree(Agent agent, List<Node> nodes, boolean isComplete) {
  /**
   * A link of the tree.
   *
   * @param link the link.
   * @param permissions their names.
   * @param isCutOff whether it or a link above it lets nothing pass now.
   */
  public record Node(ReachLink link, Set<String> permissions, boolean isCutOff) {}

  /** Keeps a copy of the nodes. */
  public AgentTree {
    nodes = List.copyOf(nodes);
  }
}
