package io.tollgate.engine.infra.cycle;

import io.aeron.logbuffer.BufferClaim;

/**
 * Where the answers to one client go. In production a method reference to an Aeron publication; in
 * the simulation a buffer.
 */
@FunctionalInterface
public interface AnswerChannel {
  /**
   * Claims room for an answer, in the order in which answers will be read.
   *
   * @param length bytes.
   * @param claim wraps the room.
   * @return a position above 0, or one of Aeron's negative codes: nothing was claimed.
   */
  long tryClaim(int length, BufferClaim claim);
}
