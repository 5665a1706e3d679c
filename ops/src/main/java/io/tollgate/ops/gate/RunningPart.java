package io.tollgate.ops.gate;

/**
 * A part of the gate that was started and has to be stopped.
 *
 * @param name for logs
 * @param part closing it drains and stops it
 */
record RunningPart(String name, AutoCloseable part) {}
