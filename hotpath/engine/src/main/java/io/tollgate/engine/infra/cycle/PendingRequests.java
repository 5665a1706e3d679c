package io.tollgate.engine.infra.cycle;

import io.tollgate.engine.infra.message.MessageShapes;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests of right shape that have room for an answer and are not decided yet, as copies: the
 * client can still write to where its message lies. One thread; allocates nothing after
 * construction.
 */
final class PendingRequests {
  /** Requests at the most: enough for their waits for memory to overlap. */
  static final int CAPACITY = 32;

  private static final int MEMORY = 64 * 1024;

  private final UnsafeBuffer buffer =
      new UnsafeBuffer(BufferUtil.allocateDirectAligned(MEMORY, BitUtil.CACHE_LINE_LENGTH));
  private final int[] offsets = new int[CAPACITY];
  private final int[] templateIds = new int[CAPACITY];
  private final int[] answers = new int[CAPACITY];
  private int count;
  private int end;

  /** Whether another request has to wait until these are decided. */
  boolean isFull() {
    return count == CAPACITY || MEMORY - end < MessageShapes.MAX_MESSAGE_LENGTH;
  }

  int count() {
    return count;
  }

  /** Holds the copies. */
  DirectBuffer buffer() {
    return buffer;
  }

  /**
   * Copies a message, which is forgotten unless it is kept.
   *
   * @param from holds it.
   * @param offset in there.
   * @param length of it, at most {@link MessageShapes#MAX_MESSAGE_LENGTH}.
   * @return where the copy begins.
   */
  int copy(final DirectBuffer from, final int offset, final int length) {
    buffer.putBytes(end, from, offset, length);
    return end;
  }

  /**
   * Keeps what was copied last.
   *
   * @param length of it.
   * @param templateId of the message.
   * @param answer number of its answer in the cycle.
   */
  void keep(final int length, final int templateId, final int answer) {
    offsets[count] = end;
    templateIds[count] = templateId;
    answers[count] = answer;
    count++;
    end = BitUtil.align(end + length, BitUtil.CACHE_LINE_LENGTH);
  }

  int offset(final int request) {
    return offsets[request];
  }

  int templateId(final int request) {
    return templateIds[request];
  }

  int answer(final int request) {
    return answers[request];
  }

  void clear() {
    count = 0;
    end = 0;
  }
}
