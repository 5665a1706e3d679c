package io.tollgate.adminapi.refusal;

import io.tollgate.support.AgentId;
import java.util.Optional;

/**
 * What was refused, in the contract's words: nothing in it was made up by who asked.
 *
 * @param operation of the contract, or "none" where there is none of that method and path.
 * @param reason the name of a reason.
 * @param agent whom it was about, where the path names one.
 */
public record RefusedCall(String operation, String reason, Optional<AgentId> agent) {}
