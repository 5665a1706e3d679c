package io.tollgate.audit.index;

import io.tollgate.audit.log.RetentionClass;
import java.util.Optional;

/**
 * How the indexing of a log is.
 *
 * @param log which.
 * @param state what it does.
 * @param size how many records of the log are indexed, or were pruned.
 * @param lastFailure the newest one since it was started, in words.
 */
public record IndexStatus(
    RetentionClass log, IndexState state, long size, Optional<String> lastFailure) {}
