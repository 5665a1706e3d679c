package io.tollgate.bench.rig;

import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tollgate.engine.infra.cycle.AnswerChannel;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A client's answers in plain memory. One thread; allocates nothing after construction. */
final class AnswerMemory implements AnswerChannel {
  private static final int HEADER_LENGTH = DataHeaderFlyweight.HEADER_LENGTH;
  private static final int FRAME_ALIGNMENT = 32;
  private static final int LENGTH = 1 << 16;
  private static final short ALLOW = 1;

  private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final AnswerDecoder answer = new AnswerDecoder();
  private int end;
  private long allowed;

  @Override
  public long tryClaim(final int length, final BufferClaim claim) {
    final int aligned = BitUtil.align(length + HEADER_LENGTH, FRAME_ALIGNMENT);
    if (end + aligned > memory.capacity()) {
      return Publication.BACK_PRESSURED;
    }
    memory.putInt(end, 0);
    claim.wrap(memory, end, length + HEADER_LENGTH);
    end += aligned;
    return end;
  }

  /** Takes all answers that were released. */
  void read() {
    int at = 0;
    while (at < end && memory.getInt(at) > 0) {
      answer.wrapAndApplyHeader(memory, at + HEADER_LENGTH, header);
      allowed += answer.decision() == ALLOW ? 1 : 0;
      at += BitUtil.align(memory.getInt(at), FRAME_ALIGNMENT);
    }
    end = 0;
  }

  /** How many of the answers allowed. */
  long allowed() {
    return allowed;
  }

  /** Counts from 0 again. */
  void forget() {
    allowed = 0;
  }
}
