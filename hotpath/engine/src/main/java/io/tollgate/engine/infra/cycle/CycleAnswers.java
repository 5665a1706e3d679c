package io.tollgate.engine.infra.cycle;

import io.aeron.logbuffer.BufferClaim;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.infra.message.AnswerWriter;
import org.agrona.MutableDirectBuffer;

/**
 * The answers that a cycle owes: room for each is claimed when its request arrives, and nobody can
 * read one before it is released. One thread; allocates nothing after construction.
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
   * Claims room for the next answer, whose number is the {@link #count()} before.
   *
   * @param channel of the client.
   * @param length bytes that the answer may take.
   * @param correlationId of the request.
   * @return what Aeron says; above 0 the answer is owed from now on.
   */
  long claim(final AnswerChannel channel, final int length, final long correlationId) {
    final long result =
        channel.tryClaim(Math.max(length, AnswerWriter.ANSWER_LENGTH), claims[count]);
    if (result > 0) {
      correlationIds[count++] = correlationId;
    }
    return result;
  }

  /** What the client calls the request. */
  long correlationId(final int answer) {
    return correlationIds[answer];
  }

  /** Where an answer that was claimed goes. */
  MutableDirectBuffer buffer(final int answer) {
    return claims[answer].buffer();
  }

  /** Where in the buffer. */
  int offset(final int answer) {
    return claims[answer].offset();
  }

  /** An answer that was claimed is written. */
  void written(final int answer, final Reason reason) {
    reasonCodes[answer] = reason.code();
  }

  /** Writes a refusal into what was claimed. */
  void refuse(final int answer, final Reason reason) {
    final BufferClaim claim = claims[answer];
    writer.writeRefusal(claim.buffer(), claim.offset(), correlationIds[answer], reason);
    reasonCodes[answer] = reason.code();
  }

  /** Makes a refusal of every answer: nothing of what they say has happened. */
  void refuseAll(final Reason reason) {
    for (int i = 0; i < count; i++) {
      refuse(i, reason);
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
