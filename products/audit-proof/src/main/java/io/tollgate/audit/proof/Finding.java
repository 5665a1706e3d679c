package io.tollgate.audit.proof;

/**
 * The first thing that is wrong.
 *
 * @param reason what kind it is.
 * @param sequence of the record that broke, or of the first of several; -1 where it is none.
 * @param explanation for people.
 */
public record Finding(BreakReason reason, long sequence, String explanation) {}
