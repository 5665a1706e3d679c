package io.tollgate.support.consumer;

import java.util.Optional;

/**
 * How a consumer is.
 *
 * @param name which.
 * @param state what it does.
 * @param position of the last record that was applied.
 * @param appliedRecords since it was started.
 * @param failures since it was started.
 * @param lastFailure the newest one, in words.
 * @param lagNs age of the last applied record while there are more to read; 0 where it has caught
 *     up.
 */
public record ConsumerStatus(
    String name,
    ConsumerState state,
    long position,
    long appliedRecords,
    long failures,
    Optional<String> lastFailure,
    long lagNs) {}
