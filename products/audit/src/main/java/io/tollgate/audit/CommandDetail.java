package io.tollgate.audit;

import io.tollgate.support.AgentId;
import java.util.Optional;

/**
 * A command that was refused.
 *
 * @param name of the command's message, e.g. SetQuota.
 * @param subject the agent it was about.
 * @param actor on whose behalf it was sent.
 */
public record CommandDetail(String name, Optional<AgentId> subject, String actor) {}
