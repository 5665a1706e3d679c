package io.tollgate.identity.service;

import io.tollgate.identity.Reach;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentTree;
import io.tollgate.identity.domain.Exposure;
import io.tollgate.identity.domain.ExposureRule;
import io.tollgate.identity.domain.PermissionNames;
import io.tollgate.identity.domain.ReachLink;
import io.tollgate.identity.domain.Reachable;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.CatalogueTable;
import io.tollgate.identity.store.ReachTable;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Trees and exposures, from the tables; of what is left of budgets, by the engine. */
final class GateReach implements Reach {
  private final IdentityParts parts;
  private final BudgetsNow budgets;
  private final AgentTable agents = new AgentTable();
  private final CatalogueTable catalogue = new CatalogueTable();
  private final ReachTable table = new ReachTable();

  GateReach(final IdentityParts parts) {
    this.parts = parts;
    this.budgets = new BudgetsNow(parts.gate());
  }

  /** What is read in one transaction. */
  private record Ground(
      Agent agent, Reachable reachable, PermissionNames names, boolean isComplete) {}

  @Override
  public Positioned<AgentTree> tree(final AgentId agentId, final long atLeastPosition) {
    final Positioned<Ground> ground = ground(agentId, atLeastPosition);
    final Reachable reachable = ground.value().reachable();
    final Set<Long> cut = reachable.cutOff();
    final List<AgentTree.Node> nodes =
        reachable.below().stream()
            .map(
                link ->
                    new AgentTree.Node(
                        link,
                        ground.value().names().namesOf(link.permissions()),
                        cut.contains(link.linkId())))
            .toList();
    return new Positioned<>(
        new AgentTree(ground.value().agent(), nodes, ground.value().isComplete()),
        ground.position());
  }

  @Override
  public Positioned<Exposure> exposure(final AgentId agentId, final long atLeastPosition) {
    final Positioned<Ground> ground = ground(agentId, atLeastPosition);
    final Ground found = ground.value();
    return new Positioned<>(
        ExposureRule.of(
            found.agent(),
            found.reachable(),
            found.names(),
            budgets.left(found.reachable()),
            found.isComplete()),
        ground.position());
  }

  private Positioned<Ground> ground(final AgentId agentId, final long atLeastPosition) {
    return parts.require("agent", agentId, atLeastPosition, handle -> read(handle, agentId));
  }

  private Optional<Ground> read(final Handle handle, final AgentId agentId) {
    return agents
        .find(handle, agentId)
        .map(
            agent -> {
              final Reachable found = table.around(handle, agentId, parts.clock().instant());
              final List<ReachLink> below = found.below();
              final boolean isComplete = below.size() <= Reachable.MAX_LINKS;
              final Reachable bounded =
                  isComplete
                      ? found
                      : new Reachable(found.above(), below.subList(0, Reachable.MAX_LINKS));
              return new Ground(
                  agent, bounded, new PermissionNames(catalogue.permissions(handle)), isComplete);
            });
  }
}
