package io.tollgate.engine.infra.cycle;

import org.agrona.DirectBuffer;

/** Takes the requests of a duty cycle. */
public interface RequestHandler {
  /** What became of a request. */
  enum Outcome {
    /** It is or will be decided in this cycle; its answer is released when the cycle ends. */
    TAKEN,
    /** Nothing happened: the client has no room for an answer now. */
    NO_ROOM_FOR_ANSWER,
    /** Nothing happened: the client reads no answers any more. */
    CLIENT_GONE,
    /** Nothing happened: the cycle has decided all that it can; the next one will take it. */
    CYCLE_FULL
  }

  /**
   * Takes a request.
   *
   * @param answers to the client that asks.
   * @param buffer that holds the message.
   * @param offset of the message's header.
   * @param length of the message, or of its first fragment.
   * @param isWhole false where the message did not fit into one fragment.
   * @return what became of it; must not throw.
   */
  Outcome onRequest(
      AnswerChannel answers, DirectBuffer buffer, int offset, int length, boolean isWhole);
}
