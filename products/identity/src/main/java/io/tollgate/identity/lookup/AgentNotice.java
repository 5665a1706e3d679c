package io.tollgate.identity.lookup;

import io.tollgate.lookup.Standing;
import io.tollgate.support.AgentId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was read of an agent before is not true any more. Who is meant is said by its number, its
 * id, or both.
 *
 * @param position of the record that changed it.
 * @param agentIndex its number in the journal's records.
 * @param agentId its id.
 * @param standing where the record says so.
 */
public record AgentNotice(
    long position,
    OptionalLong agentIndex,
    Optional<AgentId> agentId,
    Optional<Standing> standing) {}
