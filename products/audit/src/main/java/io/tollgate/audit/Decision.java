package io.tollgate.audit;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * One decision of the gate.
 *
 * @param position of its record in the journal.
 * @param time the engine's.
 * @param kind what it was about.
 * @param allowed ALLOW or DENY.
 * @param reason why; OK where it was allowed.
 * @param agent the chain's last agent, or the one whose command was refused; empty for unattributed
 *     refusals.
 * @param failingHop the chain's hop that was refused, root = 0.
 * @param count how many refusals are summed up; 1 but for unattributed ones.
 * @param request what was asked for; empty for a command and for unattributed refusals.
 * @param command the command that was refused; empty for anything else.
 */
public record Decision(
    long position,
    Instant time,
    DecisionKind kind,
    boolean allowed,
    Reason reason,
    Optional<AgentId> agent,
    Optional<Integer> failingHop,
    long count,
    Optional<RequestDetail> request,
    Optional<CommandDetail> command) {}
