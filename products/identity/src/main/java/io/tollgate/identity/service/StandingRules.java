package io.tollgate.identity.service;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.DelegationTable;
import io.tollgate.support.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Whether those in a chain are in good standing, as far as the tables know. The engine has the last
 * word whenever the chain is used; this keeps the gate from sealing what would be refused anyway.
 */
final class StandingRules {
  private final AgentTable agents = new AgentTable();
  private final DelegationTable delegations = new DelegationTable();

  /** OK, or why nothing may be sealed below this chain at this second. */
  Reason check(final Handle handle, final Chain chain, final long nowSeconds) {
    final List<Long> linkIds = new ArrayList<>();
    for (int hop = 0; hop < chain.links(); hop++) {
      final int link = chain.linkOffset(hop);
      if (LinkLayout.expiresAtSeconds(chain.buffer(), link) <= nowSeconds) {
        return Reason.LINK_EXPIRED;
      }
      final Reason standing = check(agents.find(handle, AgentId.of(chain.agentId(hop))));
      if (standing != Reason.OK) {
        return standing;
      }
      linkIds.add(LinkLayout.linkId(chain.buffer(), link));
    }
    return delegations.anyRevoked(handle, linkIds) ? Reason.LINK_REVOKED : Reason.OK;
  }

  private static Reason check(final Optional<Agent> agent) {
    return agent.map(known -> check(known.trust())).orElse(Reason.AGENT_UNKNOWN);
  }

  /** OK, or why an agent of this trust may be given nothing. */
  static Reason check(final Trust trust) {
    return switch (trust) {
      case SUSPENDED -> Reason.AGENT_SUSPENDED;
      case REVOKED -> Reason.AGENT_REVOKED;
      default -> Reason.OK;
    };
  }
}
