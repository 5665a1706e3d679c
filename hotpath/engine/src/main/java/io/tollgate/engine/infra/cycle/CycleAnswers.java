package io.tollgate.engine.infra.cycle;

import io.aeron.logbuffer.BufferClaim;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.infra.message.AnswerWriter;
import org.agrona.MutableDirectBuffer;

/**
 * The answers that a cycle owes: room for each is claimed before its request is decided, and nobody
 * can read one before it is released. One thread; allocates nothing after construction.
 */
final class CycleAnswers {
  private static final int OK = Reason.OK.code();

  private final BufferClaim[] claims;
  private final long[] correlationIds;
  private final int[] reasonCodes;
  private final AnswerWriter writer;
  private final EngineCounters counters;
  private int count;

  CycleAnswers(final int capacity, final AnswerWriter writer, final EngineCounters counters) {
    this.claims = new BufferClaim[capacity];
    for (int i = 0; i < capacity; i++) {
      claims[i] = new BufferClaim();
    }
    this.correlationIds = new long[capacity];
    this.reasonCodes = new int[capacity];
    this.writer = writer;
    this.counters = counters;
  }

  boolean isFull() {
    return count == claims.length;
  }

  int count() {
    return count;
  }

  /**
   * Claims room for the next answer.
   *
   * @param channel of the client.
   * @param length bytes that the answer may take.
   * @return what Aeron says; above 0 the answer must be written and then added.
   */
  long claim(final AnswerChannel channel, final int length) {
    return channel.tryClaim(Math.max(length, AnswerWriter.ANSWER_LENGTH), claims[count]);
  }

  /** Where the answer that was claimed goes. */
  MutableDirectBuffer buffer() {
    return claims[count].buffer();
  }

  /** Where in the buffer. */
  int offset() {
    return claims[count].offset();
  }

  /** The answer that was claimed is written. */
  void add(final long correlationId, final Reason reason) {
    correlationIds[count] = correlationId;
    reasonCodes[count] = reason.code();
    count++;
  }

  /** Makes a refusal of every answer: nothing of what they say has happened. */
  void refuseAll(final Reason reason) {
    for (int i = 0; i < count; i++) {
      final BufferClaim claim = claims[i];
      writer.writeRefusal(claim.buffer(), claim.offset(), correlationIds[i], reason);
      reasonCodes[i] = reason.code();
    }
  }

  /** Lets the clients read, in the order of the requests. */
  void releaseAll() {
    for (int i = 0; i < count; i++) {
      claims[i].commit();
    }
  }

  /** Counts what was released, and forgets it. */
  void countAll() {
    int allowed = 0;
    for (int i = 0; i < count; i++) {
      if (reasonCodes[i] == OK) {
        allowed++;
      } else {
        counters.answered(reasonCodes[i]);
      }
    }
    if (allowed > 0) {
      counters.allowed(allowed);
    }
    count = 0;
  }

  /** Gives the room back: nobody knows what to answer. */
  void abortAll() {
    for (int i = 0; i < count; i++) {
      claims[i].abort();
    }
    count = 0;
  }
}
