package io.tollgate.identity.flow;

import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.DelegationEvidence.Signed;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.domain.DelegationSigned;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.DelegationTable;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a signed delegation in the journal changes: its signature is verified once more, by the key
 * that was the delegator's at that place of the journal.
 */
final class DelegationChanges {
  private static final Logger LOGGER = LoggerFactory.getLogger(DelegationChanges.class);

  private final AgentTable agents = new AgentTable();
  private final DelegationTable delegations = new DelegationTable();

  void apply(
      final Handle handle,
      final DelegationSigned event,
      final String mintedBy,
      final long timeNs,
      final long position) {
    final DelegationRequest request = event.request();
    final Optional<Agent> delegator = agents.find(handle, request.delegatorId());
    final boolean isValid =
        event.isScopeOfLink()
            && delegator
                .filter(agent -> agent.keySequence() == event.keySequence())
                .map(agent -> signed(event, request, agent).isValid())
                .orElse(false);
    if (isValid) {
      delegations.minted(handle, event.minted(), mintedBy, timeNs, position);
      delegations.signed(
          handle, request.linkId(), event.keySequence(), event.signature(), position);
    } else {
      LOGGER.warn("passed over a delegation at position {}: not signed as it says", position);
    }
  }

  private static Signed signed(
      final DelegationSigned event, final DelegationRequest request, final Agent delegator) {
    return new Signed(request, delegator.currentKey(), event.keySequence(), event.signature());
  }
}
