package io.tollgate.ops.demo;

/**
 * One request of a trace.
 *
 * @param offsetNs after the first request of the trace; never negative, never decreasing
 * @param contextTokens tokens that went in, 0 or more
 * @param generatedTokens tokens that came out, 0 or more
 */
public record TraceRequest(long offsetNs, int contextTokens, int generatedTokens) {}
