package io.tollgate.client;

/**
 * What a client has done since it started.
 *
 * @param sent requests sent, repetitions included.
 * @param answered calls that the gate answered.
 * @param repeated requests sent again.
 * @param timedOut calls without an answer in time.
 * @param overloaded calls refused because too many were under way.
 * @param unavailable calls refused because there was no gate.
 * @param late answers to calls that had been given up.
 * @param connects sessions that a gate took.
 */
public record ClientStatistics(
    long sent,
    long answered,
    long repeated,
    long timedOut,
    long overloaded,
    long unavailable,
    long late,
    long connects) {}
